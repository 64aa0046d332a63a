package org.castellan.testkit;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An HTTP proxy in front of an {@link S3Server} (or another HTTP/1.1 server of this machine) that
 * passes every byte as it is and notes each request. Thread-safe.
 */
public final class RecordingProxy implements AutoCloseable {

  /**
   * A request whose head has arrived.
   *
   * @param path with the query
   * @param source the port of the connection it came on
   */
  public record Request(String method, String path, Instant at, int source, String userAgent) {

    /** Whether it concerns a bucket or an object in it, path style. */
    public boolean concerns(String bucket) {
      return path.equals("/" + bucket)
          || path.startsWith("/" + bucket + "/")
          || path.startsWith("/" + bucket + "?");
    }
  }

  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final Listener listener;
  private final int targetPort;

  private RecordingProxy(int targetPort) {
    this.targetPort = targetPort;
    this.listener = Listener.start("recording", this::serve);
  }

  public static RecordingProxy to(int targetPort) {
    return new RecordingProxy(targetPort);
  }

  public int port() {
    return listener.port();
  }

  /** The location of a bucket as reached through this proxy. */
  public String location(String bucket) {
    return "http://127.0.0.1:" + port() + "/" + bucket;
  }

  /** All so far, in the order they arrived. */
  public List<Request> requests() {
    return List.copyOf(requests);
  }

  /** How many requests with that method concerned that bucket so far. */
  public long count(String method, String bucket) {
    return requests.stream().filter(r -> r.method().equals(method) && r.concerns(bucket)).count();
  }

  public void forget() {
    requests.clear();
  }

  @Override
  public void close() {
    listener.close();
  }

  private void serve(Socket client) throws IOException {
    try (var server = new Socket(InetAddress.getLoopbackAddress(), targetPort)) {
      Daemons.start("recording-answer", () -> passAnswers(server, client));
      var from = new BufferedInputStream(client.getInputStream());
      var to = server.getOutputStream();
      for (String head = HttpHeads.readHead(from);
          !head.isEmpty();
          head = HttpHeads.readHead(from)) {
        note(head, client.getPort());
        to.write(head.getBytes(StandardCharsets.ISO_8859_1));
        HttpHeads.passBody(head, from, to);
      }
    }
  }

  private static void passAnswers(Socket server, Socket client) throws IOException {
    try (server;
        client) {
      server.getInputStream().transferTo(client.getOutputStream());
    }
  }

  private void note(String head, int source) {
    String[] line = head.substring(0, head.indexOf('\r')).split(" ", 3);
    requests.add(
        new Request(line[0], line[1], Instant.now(), source, HttpHeads.value(head, "user-agent")));
  }
}
