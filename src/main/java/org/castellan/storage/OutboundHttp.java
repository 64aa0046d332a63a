package org.castellan.storage;

import java.net.InetAddress;
import java.net.Proxy;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import okhttp3.CookieJar;
import okhttp3.Dns;
import okhttp3.OkHttpClient;

/**
 * HTTP clients for providers without one of their own: they connect only to addresses that the
 * policy gives, through no proxy, follow no redirect by themselves and keep no cookies. A call is
 * bounded by {@link okhttp3.Call#timeout} or the client's call timeout, which closes its socket.
 */
public final class OutboundHttp {

  private OutboundHttp() {}

  /** A client with a pool of its own. The time-outs are upper bounds below every call's own. */
  public static OkHttpClient open(OutboundPolicy policy) {
    return new OkHttpClient.Builder()
        .dns(new PolicyDns(policy))
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

  /** Ends every connection of the client that no call uses. */
  public static void close(OkHttpClient client) {
    client.dispatcher().cancelAll();
    client.dispatcher().executorService().shutdownNow();
    client.connectionPool().evictAll();
  }

  private record PolicyDns(OutboundPolicy policy) implements Dns {

    /** The client takes no other exceptions than this one from here. */
    @Override
    public List<InetAddress> lookup(String host) throws UnknownHostException {
      try {
        return policy.resolve(host);
      } catch (StorageException e) {
        var refused = new UnknownHostException(host);
        refused.initCause(e);
        throw refused;
      }
    }
  }
}
