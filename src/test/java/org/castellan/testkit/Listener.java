package org.castellan.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ServerSocketFactory;

/**
 * Listens on a free port of 127.0.0.1 until it is closed, and lets each connection be served on a
 * thread of its own. Thread-safe.
 */
public final class Listener implements AutoCloseable {

  /** Serves one connection, which is closed when this returns or fails. */
  @FunctionalInterface
  public interface Service {
    void serve(Socket client) throws IOException;
  }

  private static final int BACKLOG = 500;

  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final ServerSocket socket;
  private final String name;
  private final Service service;

  private Listener(ServerSocketFactory sockets, String name, Service service) {
    this.name = name;
    this.service = service;
    try {
      this.socket = sockets.createServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Daemons.start(name + "-accept", this::acceptAll);
  }

  /**
   * One that listens from now on.
   *
   * @param name of its threads
   */
  public static Listener start(String name, Service service) {
    return start(ServerSocketFactory.getDefault(), name, service);
  }

  /** The same on a socket of that factory. */
  public static Listener start(ServerSocketFactory sockets, String name, Service service) {
    return new Listener(sockets, name, service);
  }

  public int port() {
    return socket.getLocalPort();
  }

  private void acceptAll() throws IOException {
    while (true) {
      Socket client = socket.accept();
      Daemons.start(name, () -> serve(client));
    }
  }

  /** Known first and looked at afterwards, so that a close at this very moment misses nothing. */
  private void serve(Socket client) throws IOException {
    open.add(client);
    try (client) {
      if (!socket.isClosed()) {
        service.serve(client);
      }
    } finally {
      open.remove(client);
    }
  }

  /** Closes the connections as well. */
  @Override
  public void close() {
    try {
      socket.close();
      for (Socket client : open) {
        client.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
