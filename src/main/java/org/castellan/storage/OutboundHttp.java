package org.castellan.storage;

import java.net.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.CookieJar;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;

/**
 * HTTP clients for providers without one of their own: they connect only to addresses that the
 * policy gives, through no proxy, follow no redirect by themselves and keep no cookies. A call is
 * bounded by {@link okhttp3.Call#timeout} or the client's call timeout, looking up the host
 * included, and ends when its thread is interrupted; both close its socket, which is why a
 * connection carries one call at a time. All of it runs on the caller's thread, connecting
 * included: addresses are tried one after the other.
 */
public final class OutboundHttp {

  private static final int IDLE_CONNECTIONS = 5;

  /** Below what servers and what stands before them usually keep a connection for. */
  private static final int IDLE_SECONDS = 20;

  private OutboundHttp() {}

  /** A client with a pool of its own. The time-outs are upper bounds below every call's own. */
  public static OkHttpClient open(OutboundPolicy policy) {
    var within = new PolicyDns(policy);
    return new OkHttpClient.Builder()
        .dns(within)
        .addInterceptor(within)
        .socketFactory(new InterruptibleSockets())
        .fastFallback(false)
        .connectionPool(pool())
        .protocols(List.of(Protocol.HTTP_1_1))
        .proxy(Proxy.NO_PROXY)
        .followRedirects(false)
        .followSslRedirects(false)
        .cookieJar(CookieJar.NO_COOKIES)
        .retryOnConnectionFailure(false)
        .connectTimeout(Duration.ofSeconds(5))
        .readTimeout(Duration.ofSeconds(30))
        .writeTimeout(Duration.ofSeconds(30))
        .build();
  }

  /** Idle connections, to be kept apart from those of other clients. */
  public static ConnectionPool pool() {
    return new ConnectionPool(IDLE_CONNECTIONS, IDLE_SECONDS, TimeUnit.SECONDS);
  }

  /** Ends every connection of the client that no call uses. */
  public static void close(OkHttpClient client) {
    client.dispatcher().cancelAll();
    client.dispatcher().executorService().shutdownNow();
    client.connectionPool().evictAll();
  }
}
