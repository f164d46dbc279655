package bridge.regal;

import static java.nio.charset.StandardCharsets.UTF_8;

import bridge.json.Json;
import bridge.json.JsonException;
import bridge.json.JsonReader;
import bridge.secret.Secret;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/// Regal's events API over HTTPS. Lambda's Java runtime re-enables TLS 1.0, so the versions are
/// pinned here. A received status decides, even if the rest of the response never arrives.
public final class HttpRegalApi implements RegalApi {
  private static final Duration CONNECT = Duration.ofSeconds(3);

  /// Far below servers' keep-alive: a POST on a connection that the server has just closed would
  /// have an unknown outcome.
  private static final String IDLE_SECONDS = "4";

  /// The rest is not read, and the connection is closed.
  private static final int MAX_BODY_BYTES = 8_192;

  private static final int MESSAGE_CHARS = 1_000;
  private static final JsonReader READER = new JsonReader(20);

  private final URI endpoint;
  private final HttpClient client;

  /// Posts to one of Regal's own addresses; any other is rejected.
  public HttpRegalApi(URI endpoint) {
    this(endpoint, false);
  }

  /// @param anywhere whether the address may be another than Regal's, plain http included: for
  ///   emulators only, since it receives the key
  public HttpRegalApi(URI endpoint, boolean anywhere) {
    this.endpoint = anywhere ? endpoint : RegalEndpoint.requireRegal(endpoint);
    System.setProperty("jdk.httpclient.keepalive.timeout", IDLE_SECONDS);
    SSLParameters tls = new SSLParameters();
    tls.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(CONNECT)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .sslParameters(tls)
            .build();
  }

  @Override
  public Delivery post(RegalRequest request, Secret apiKey, Duration timeout)
      throws InterruptedException {
    HttpRequest http;
    try {
      http =
          HttpRequest.newBuilder(endpoint)
              .header("Authorization", apiKey.value())
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(request.json()))
              .build();
    } catch (IllegalArgumentException _) {
      return new Delivery.Unauthorised(0); // no header can hold this key; the exception quotes it
    }
    AtomicInteger status = new AtomicInteger();
    CompletableFuture<HttpResponse<String>> posted =
        client.sendAsync(
            http,
            info -> {
              status.set(info.statusCode());
              return BodySubscribers.limiting(BodySubscribers.ofString(UTF_8), MAX_BODY_BYTES);
            });
    String body = "";
    try {
      body = posted.get(timeout.toMillis(), TimeUnit.MILLISECONDS).body();
    } catch (TimeoutException _) {
      if (status.get() == 0) {
        return new Delivery.Unknown("read_timeout");
      }
    } catch (ExecutionException e) {
      if (status.get() == 0) {
        return toDelivery(e.getCause());
      }
    } finally {
      posted.cancel(true);
    }
    return Delivery.of(status.get(), status.get() / 100 == 4 ? readMessage(body) : "");
  }

  /// The response's `message`, empty if there is none.
  private static String readMessage(String body) {
    try {
      if (READER.read(body) instanceof Json.Obj object
          && object.get("message") instanceof Json.Text(String text)) {
        return text.substring(0, Math.min(text.length(), MESSAGE_CHARS));
      }
    } catch (JsonException _) {
      return "";
    }
    return "";
  }

  /// Whether the request may have been sent before this error.
  private static Delivery toDelivery(@Nullable Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnresolvedAddressException) {
        return new Delivery.Unavailable("dns");
      }
    }
    return switch (error) {
      case HttpConnectTimeoutException _ -> new Delivery.Unavailable("connect_timeout");
      case ConnectException _ -> new Delivery.Unavailable("connection_refused");
      case SSLHandshakeException _ -> new Delivery.Unavailable("tls");
      case HttpTimeoutException _ -> new Delivery.Unknown("read_timeout");
      case null, default -> new Delivery.Unknown("reset");
    };
  }
}
