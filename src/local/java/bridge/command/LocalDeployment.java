package bridge.command;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

/// The bridge that `exec:exec@local` has started.
record LocalDeployment(URI webhook, String secret, String token) implements Deployment {
  @Override
  public List<String> lines(String group) throws IOException, InterruptedException {
    URI outcomes = webhook.resolve("/outcomes?" + group);
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(HttpRequest.newBuilder(outcomes).build(), HttpResponse.BodyHandlers.ofString())
          .body()
          .lines()
          .toList();
    }
  }
}
