package bridge.ingest;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import bridge.json.Json;
import bridge.json.JsonReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

  record Vector(String name, String body, String signature) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Vector> vectors() throws Exception {
    Json.Obj file = (Json.Obj) new JsonReader(10).read(read("signatures.json"));
    List<Vector> vectors = new ArrayList<>();
    for (Json vector : ((Json.Arr) requireNonNull(file.get("vectors"))).elements()) {
      vectors.add(
          new Vector(text(vector, "name"), text(vector, "body"), text(vector, "signature")));
    }
    return vectors;
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void nodesSignatureVerifiesOverTheFirstEventsBytes(Vector vector) throws Exception {
    assertThat(Signature.matches(vector.signature(), first(bytes(vector)), SECRET)).isTrue();
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void anyFlippedBitOfTheFirstEventIsRejected(Vector vector) throws Exception {
    byte[] body = bytes(vector);
    RawEvent signed = first(body);

    for (int bit = signed.start() * 8; bit < (signed.start() + signed.length()) * 8; bit++) {
      body[bit / 8] ^= (byte) (1 << (bit % 8));
      RawEvent flipped =
          new RawEvent(
              body,
              0,
              signed.start(),
              signed.start() + signed.length(),
              signed.form(),
              EventIds.NOBODY);
      assertThat(Signature.matches(vector.signature(), flipped, SECRET))
          .as("bit %s", bit)
          .isFalse();
      body[bit / 8] ^= (byte) (1 << (bit % 8));
    }
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void anyFlippedBitOfTheSignatureIsRejected(Vector vector) throws Exception {
    byte[] header = vector.signature().getBytes(StandardCharsets.US_ASCII);

    for (int bit = 0; bit < header.length * 8; bit++) {
      header[bit / 8] ^= (byte) (1 << (bit % 8));
      String flipped = new String(header, StandardCharsets.ISO_8859_1);
      assertThat(Signature.matches(flipped, first(bytes(vector)), SECRET))
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
  void aHeaderOfAnotherFormIsRejected(String header) throws Exception {
    assertThat(Signature.matches(header, first("{}".getBytes(StandardCharsets.UTF_8)), SECRET))
        .isFalse();
  }

  private static RawEvent first(byte[] body) throws PayloadException {
    return Payload.split(body).events().getFirst();
  }

  private static byte[] bytes(Vector vector) {
    return vector.body().getBytes(StandardCharsets.UTF_8);
  }

  private static String text(Json object, String name) {
    return ((Json.Text) requireNonNull(((Json.Obj) object).get(name))).value();
  }

  private static String read(String name) throws IOException {
    return Files.readString(Path.of("src/test/resources", name));
  }
}
