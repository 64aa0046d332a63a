package org.castellan.storage.s3;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import org.apache.hc.client5.http.DnsResolver;
import org.castellan.storage.OutboundPolicy;
import org.castellan.storage.StorageException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.apache5.ProxyConfiguration;

/** Pools of connections that all S3 backends of a replica share. */
final class S3Connections {

  private static final int MAX = 200;

  private S3Connections() {}

  /**
   * Connects only to addresses that the policy gives. The time-outs are upper bounds: the deadline
   * of a call ends it earlier.
   */
  static SdkHttpClient open(OutboundPolicy policy) {
    return new S3Discretion(
        Apache5HttpClient.builder()
            .dnsResolver(new PolicyResolver(policy))
            .proxyConfiguration(direct())
            .maxConnections(MAX)
            .connectionTimeout(Duration.ofSeconds(5))
            .connectionAcquisitionTimeout(Duration.ofSeconds(5))
            .socketTimeout(Duration.ofSeconds(30))
            .connectionMaxIdleTime(Duration.ofSeconds(30))
            .connectionTimeToLive(Duration.ofMinutes(5))
            .build());
  }

  /** A proxy from the process's environment would resolve names without the policy. */
  private static ProxyConfiguration direct() {
    return ProxyConfiguration.builder()
        .useSystemPropertyValues(false)
        .useEnvironmentVariableValues(false)
        .build();
  }

  private record PolicyResolver(OutboundPolicy policy) implements DnsResolver {

    /** The SDK takes no other exceptions than this one from here. */
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
      try {
        return policy.resolve(host).toArray(InetAddress[]::new);
      } catch (StorageException e) {
        var refused = new UnknownHostException(host);
        refused.initCause(e);
        throw refused;
      }
    }

    @Override
    public String resolveCanonicalHostname(String host) {
      return host;
    }
  }
}
