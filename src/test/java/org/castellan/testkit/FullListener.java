package org.castellan.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * A port on which connecting hangs: its queue is full and nobody accepts, so the kernel drops every
 * further attempt, as a firewall without an answer does.
 */
public final class FullListener implements AutoCloseable {

  private static final int ENOUGH = 50;

  private final ServerSocket listener;
  private final List<Socket> queued = new ArrayList<>();

  public FullListener() {
    try {
      listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      for (int i = 0; i < ENOUGH && connects(); i++) {}
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean connects() throws IOException {
    var socket = new Socket();
    queued.add(socket);
    try {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.getLocalPort()), 300);
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    }
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort());
  }

  @Override
  public void close() {
    try {
      listener.close();
      for (Socket socket : queued) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
