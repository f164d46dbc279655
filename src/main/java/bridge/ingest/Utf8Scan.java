package bridge.ingest;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// The bytes of a body, and where they are not UTF-8.
final class Utf8Scan {
  private static final int CHUNK = 8_192;

  private final byte[] repaired;
  private final BitSet broken;

  private Utf8Scan(byte[] repaired, BitSet broken) {
    this.repaired = repaired;
    this.broken = broken;
  }

  static Utf8Scan of(byte[] bytes) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    CharBuffer chars = CharBuffer.allocate(Math.clamp(bytes.length, 2, CHUNK));
    ByteBuffer in = ByteBuffer.wrap(bytes);
    byte[] repaired = bytes;
    BitSet broken = new BitSet();
    while (true) {
      CoderResult result = decoder.decode(in, chars.clear(), true);
      if (result.isUnderflow()) {
        return new Utf8Scan(repaired, broken);
      }
      if (result.isError()) {
        repaired = repaired == bytes ? bytes.clone() : repaired;
        for (int i = 0; i < result.length(); i++) {
          broken.set(in.position());
          repaired[in.position()] = '?';
          in.get();
        }
        decoder.reset();
      }
    }
  }

  /// The same bytes, with a question mark for each that is not part of a character.
  byte[] repaired() {
    return repaired;
  }

  boolean isBrokenBetween(int start, int end) {
    int next = broken.nextSetBit(start);
    return next >= 0 && next < end;
  }

  /// What the body begins with if the tokenizer would guess another encoding, and the bytes read
  /// would not be the bytes signed; else null.
  @Nullable String foreignStart() {
    for (int i = 0; i < Math.min(4, repaired.length); i++) {
      if (repaired[i] == 0) {
        return "a zero byte, as UTF-16 and UTF-32 do";
      }
    }
    boolean hasMark =
        repaired.length >= 3
            && repaired[0] == (byte) 0xEF
            && repaired[1] == (byte) 0xBB
            && repaired[2] == (byte) 0xBF;
    return hasMark ? "a byte order mark" : null;
  }
}
