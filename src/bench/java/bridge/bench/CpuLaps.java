package bridge.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// What a call of a benchmark spends on its floor and then on the work, of the thread that measures
/// alone: neither compilers nor others on the same cores count, and what slows the processor slows
/// both. Summed over an iteration.
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class CpuLaps {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  public long calls;

  /// Nanoseconds of processor time.
  public long floor;

  /// Nanoseconds of processor time.
  public long work;

  /// Bytes that the work allocated.
  public long allocated;

  private long from;
  private long allocatedBefore;

  void begin() {
    from = THREADS.getCurrentThreadCpuTime();
  }

  void endFloor() {
    long now = THREADS.getCurrentThreadCpuTime();
    floor += now - from;
    allocatedBefore = THREADS.getCurrentThreadAllocatedBytes();
    from = THREADS.getCurrentThreadCpuTime();
  }

  void endWork() {
    work += THREADS.getCurrentThreadCpuTime() - from;
    allocated += THREADS.getCurrentThreadAllocatedBytes() - allocatedBefore;
    calls++;
  }
}
