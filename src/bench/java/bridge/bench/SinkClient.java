package bridge.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;

/// Asks a sink in another process what it has seen.
final class SinkClient {
  private final HttpClient client = HttpClient.newHttpClient();
  private final String url;

  /// @param number of the made event
  /// @param nanos System.nanoTime of when it came
  record Arrival(long number, long nanos) {}

  SinkClient(String url) {
    this.url = url;
  }

  String url() {
    return url + "/events";
  }

  int count() throws IOException, InterruptedException {
    return Integer.parseInt(get("/count"));
  }

  /// All arrivals since this was last asked, in their order.
  List<Arrival> arrivals() throws IOException, InterruptedException {
    List<Arrival> arrivals = new ArrayList<>();
    get("/arrivals")
        .lines()
        .forEach(
            line -> {
              int blank = line.indexOf(' ');
              arrivals.add(
                  new Arrival(
                      Long.parseLong(line.substring(0, blank)),
                      Long.parseLong(line.substring(blank + 1))));
            });
    return arrivals;
  }

  /// Nanoseconds of the longest time that the sink's machine stood still since this was last asked.
  long pause() throws IOException, InterruptedException {
    return Long.parseLong(get("/pause"));
  }

  void delay(int millis) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + "/delay"))
            .PUT(HttpRequest.BodyPublishers.ofString(Integer.toString(millis)))
            .build();
    client.send(request, BodyHandlers.discarding());
  }

  private String get(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url + path)).build();
    return client.send(request, BodyHandlers.ofString()).body();
  }
}
