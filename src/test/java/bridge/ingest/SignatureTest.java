package bridge.ingest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import bridge.json.Json;
import bridge.json.JsonReader;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The vectors were made by Node: see src/test/node/signatures.mjs.
class SignatureTest {
  private static final String SECRET = "golden-secret";

  /// A body and one of its two signatures.
  record Vector(String name, String body, boolean isOfAll, String signature) {
    @Override
    public String toString() {
      return name + (isOfAll ? ", signed whole" : "");
    }

    ByteBuffer signed() throws PayloadException {
      byte[] bytes = body.getBytes(UTF_8);
      return isOfAll ? ByteBuffer.wrap(bytes) : FirstElement.of(bytes).in(bytes);
    }
  }

  static List<Vector> vectors() throws Exception {
    String file = Files.readString(Path.of("src/test/resources/signatures.json"));
    Json.Obj root = (Json.Obj) new JsonReader(10).read(file);
    List<Vector> vectors = new ArrayList<>();
    for (Json each : ((Json.Arr) requireNonNull(root.get("vectors"))).elements()) {
      String name = text(each, "name");
      String body = text(each, "body");
      vectors.add(new Vector(name, body, false, text(each, "signature")));
      vectors.add(new Vector(name, body, true, text(each, "bodySignature")));
    }
    return vectors;
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void nodesSignatureVerifies(Vector vector) throws Exception {
    assertThat(Signature.matches(vector.signature(), vector.signed(), SECRET)).isTrue();
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void anyFlippedBitOfTheSignedBytesIsRejected(Vector vector) throws Exception {
    ByteBuffer signed = vector.signed();

    for (int bit = signed.position() * 8; bit < signed.limit() * 8; bit++) {
      flip(signed, bit);
      assertThat(Signature.matches(vector.signature(), signed, SECRET)).as("bit %s", bit).isFalse();
      flip(signed, bit);
    }
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void anyFlippedBitOfTheSignatureIsRejected(Vector vector) throws Exception {
    byte[] header = vector.signature().getBytes(US_ASCII);

    for (int bit = 0; bit < header.length * 8; bit++) {
      header[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThat(Signature.matches(new String(header, ISO_8859_1), vector.signed(), SECRET))
          .as("bit %s", bit)
          .isFalse();
      header[bit / 8] ^= (byte) (1 << (bit % 8));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "DB63AE42B28F8DE3C8BA5A1A40A6AC6B1AF0E4CD",
        "db63ae42b28f8de3c8ba5a1a40a6ac6b1af0e4c",
        "db63ae42b28f8de3c8ba5a1a40a6ac6b1af0e4cd0",
        "db63ae42b28f8de3c8ba5a1a40a6ac6b1af0e4cd,db63ae42b28f8de3c8ba5a1a40a6ac6b1af0e4cd",
        " db63ae42b28f8de3c8ba5a1a40a6ac6b1af0e4c",
        "ëb63ae42b28f8de3c8ba5a1a40a6ac6b1af0e4cd"
      })
  void aHeaderOfAnotherFormIsRejected(String header) {
    assertThat(Signature.matches(header, ByteBuffer.wrap("{}".getBytes(UTF_8)), SECRET)).isFalse();
  }

  private static void flip(ByteBuffer bytes, int bit) {
    bytes.put(bit / 8, (byte) (bytes.get(bit / 8) ^ (1 << (bit % 8))));
  }

  private static String text(Json object, String name) {
    return ((Json.Text) requireNonNull(((Json.Obj) object).get(name))).value();
  }
}
