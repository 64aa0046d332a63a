package org.castellan.testkit;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A TCP proxy on 127.0.0.1 that misbehaves on command, for connections open already and for new
 * ones. Starts passing. Thread-safe.
 */
public final class FaultyProxy implements AutoCloseable {

  /**
   * In bytes, of each connection. Left to itself the system holds back up to 32 MB, which is all of
   * an upload, and hands it over when the proxy passes again.
   */
  private static final int HELD_BACK = 1 << 20;

  private final InetAddress address;
  private final InetSocketAddress target;
  private final ProxyFault fault = new ProxyFault();
  private final AtomicInteger accepted = new AtomicInteger();
  private final Set<ProxiedConnection> open = ConcurrentHashMap.newKeySet();
  private final int port;
  private ServerSocket listener;

  private FaultyProxy(InetSocketAddress at, InetSocketAddress target) throws IOException {
    this.address = at.getAddress();
    this.target = target;
    this.listener = listen(at.getPort());
    this.port = listener.getLocalPort();
    accept(listener);
  }

  /** A proxy in front of a port of this machine. */
  public static FaultyProxy to(int targetPort) {
    return between(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), targetPort);
  }

  /** The same, listening at an address of this machine; port 0 is any free one. */
  public static FaultyProxy between(InetSocketAddress at, int targetPort) {
    try {
      return new FaultyProxy(
          at, new InetSocketAddress(InetAddress.getLoopbackAddress(), targetPort));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return port;
  }

  /** Everything passes; what was held back flows. */
  public void pass() {
    reopen();
    fault.set(ProxyFault.Kind.PASS, Duration.ZERO);
  }

  /** Every piece of the target's answers comes that much later. */
  public void delay(Duration delay) {
    reopen();
    fault.set(ProxyFault.Kind.DELAY, delay);
  }

  /** Each answer begins that much later, and then comes as fast as it can: a distant target. */
  public void latency(Duration latency) {
    reopen();
    fault.set(ProxyFault.Kind.LATENCY, latency);
  }

  /** Answers come one byte at a time, that far apart. */
  public void drip(Duration perByte) {
    reopen();
    fault.set(ProxyFault.Kind.DRIP, perByte);
  }

  /** Of what each connection sends to the target, one bit arrives changed: beyond a head, once. */
  public void damage() {
    reopen();
    fault.set(ProxyFault.Kind.DAMAGE, Duration.ZERO);
  }

  /** Connects and takes requests to the target, but lets no answer through. */
  public void stall() {
    reopen();
    fault.set(ProxyFault.Kind.STALL, Duration.ZERO);
  }

  /** Nothing passes either way and neither end learns of the other's close. */
  public void halfOpen() {
    reopen();
    fault.set(ProxyFault.Kind.HALF_OPEN, Duration.ZERO);
  }

  /** Resets what is open, and every new connection as soon as it is made. */
  public void cut() {
    reopen();
    fault.set(ProxyFault.Kind.CUT, Duration.ZERO);
    open.forEach(ProxiedConnection::reset);
  }

  /** Nobody listens: new connections are refused, open ones live on. */
  public synchronized void refuse() {
    close(listener);
  }

  /** How many connections were ever made. */
  public int connections() {
    return accepted.get();
  }

  /** How many are open now. */
  public int openConnections() {
    return open.size();
  }

  @Override
  public synchronized void close() {
    close(listener);
    fault.set(ProxyFault.Kind.CUT, Duration.ZERO);
    open.forEach(ProxiedConnection::reset);
  }

  private synchronized void reopen() {
    if (!listener.isClosed()) {
      return;
    }
    try {
      listener = listen(port);
      accept(listener);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ServerSocket listen(int atPort) throws IOException {
    var socket = new ServerSocket();
    socket.setReceiveBufferSize(HELD_BACK);
    socket.bind(new InetSocketAddress(address, atPort), 500);
    return socket;
  }

  private void accept(ServerSocket socket) {
    Daemons.start(
        "proxy-accept",
        () -> {
          while (true) {
            connect(socket.accept());
          }
        });
  }

  /** Known first and looked at afterwards, so that a cut at this very moment misses nothing. */
  private void connect(Socket client) {
    var connection = new ProxiedConnection(client, target, fault, open::remove);
    open.add(connection);
    accepted.incrementAndGet();
    if (fault.kind() == ProxyFault.Kind.CUT) {
      connection.reset();
    } else {
      connection.start();
    }
  }

  private static void close(Closeable socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
