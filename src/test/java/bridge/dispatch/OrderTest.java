package bridge.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.regal.Delivery;
import org.junit.jupiter.api.Test;

class OrderTest {
  private final Scene scene = new Scene();

  @Test
  void everyEventIsPostedOnceInItsPersonsOrder() throws Exception {
    assertThat(scene.batch("a1", "b1", "a2", "c1", "b2", "a3")).isEmpty();

    assertThat(scene.regal.bodies()).containsExactly("a1", "a2", "a3", "b1", "b2", "c1");
  }

  @Test
  void whatStandsBehindAFailedEventIsNeitherPostedNorDone() throws Exception {
    scene.regal.answers(
        (body, _) ->
            body.equals("a1") ? new Delivery.Unavailable("http_503") : new Delivery.Accepted(200));

    assertThat(scene.batch("a1", "b1", "a2", "c1", "b2", "a3")).containsExactly("a1", "a2", "a3");
    assertThat(scene.regal.bodies()).containsExactly("a1", "b1", "b2", "c1");
  }

  @Test
  void whatWasDoneBeforeAFailureStaysDone() throws Exception {
    scene.regal.answers(
        (body, _) ->
            body.equals("a2") ? new Delivery.Unknown("reset") : new Delivery.Accepted(200));

    assertThat(scene.batch("a1", "a2", "a3")).containsExactly("a2", "a3");
  }

  @Test
  void anEmptyBatchIsDone() throws Exception {
    assertThat(scene.batch()).isEmpty();
  }
}
