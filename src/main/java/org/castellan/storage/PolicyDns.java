package org.castellan.storage;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import okhttp3.Dns;
import okhttp3.Interceptor;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * The policy as the HTTP client asks it. A lookup takes what is left of its call's time at most.
 * The client never asks for a host that is an address: such a one is checked before the call.
 */
final class PolicyDns implements Dns, Interceptor {

  /** What the client takes for an address, unusual forms such as {@code 127.1} included. */
  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|.*:.*");

  /** The client looks up on the thread of the call, and tells not which call it is. */
  private static final ThreadLocal<@Nullable Deadline> CURRENT = new ThreadLocal<>();

  private final OutboundPolicy policy;

  PolicyDns(OutboundPolicy policy) {
    this.policy = policy;
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    String host = chain.request().url().host();
    if (ADDRESS.matcher(host).matches()) {
      lookup(host);
    }
    long bound = chain.call().timeout().timeoutNanos();
    if (bound > 0) {
      CURRENT.set(Deadline.in(Duration.ofNanos(bound)));
    }
    try {
      return chain.proceed(chain.request());
    } finally {
      CURRENT.remove();
    }
  }

  /** The client takes no other exceptions than this one from here. */
  @Override
  public List<InetAddress> lookup(String host) throws UnknownHostException {
    try {
      Deadline deadline = CURRENT.get();
      return deadline == null ? policy.resolve(host) : policy.resolve(host, deadline.remaining());
    } catch (StorageException e) {
      var refused = new UnknownHostException(host);
      refused.initCause(e);
      throw refused;
    }
  }
}
