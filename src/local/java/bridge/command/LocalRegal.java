package bridge.command;

import bridge.emulator.RegalEmulator;
import java.net.InetAddress;

/// `exec:exec@regal`: the Regal emulator alone, in a process of its own.
final class LocalRegal {
  private LocalRegal() {}

  public static void main(String[] args) {
    CommandMain.run(
        () -> {
          InetAddress bind = CommandOption.ip("bind", "127.0.0.1");
          RegalEmulator regal = new RegalEmulator(bind, CommandOption.port(8_081));
          System.out.println(
              "The Regal emulator listens at http://"
                  + bind.getHostAddress()
                  + ":"
                  + regal.port()
                  + "/events; its key is "
                  + RegalEmulator.KEY);
          Thread.sleep(Long.MAX_VALUE);
          return 0;
        });
  }
}
