package org.castellan.runtime.settings;

import java.time.Duration;
import java.util.List;
import org.castellan.audit.AuditChain;
import org.castellan.web.TrustedProxies;

/**
 * What is kept of who changed what.
 *
 * @param retention how long sealed audit events are kept
 * @param proxies whose word on a client's address counts: addresses and CIDRs
 */
public record AuditSettings(Duration retention, List<String> proxies) {

  private static final Duration LONGEST = Duration.ofDays(36_500);

  public AuditSettings {
    proxies = List.copyOf(proxies);
  }

  static AuditSettings read(Reading reading) {
    List<String> proxies = reading.list(Variable.TRUSTED_PROXIES);
    try {
      var unused = new TrustedProxies(proxies);
    } catch (IllegalArgumentException e) {
      reading.problem(
          Variable.TRUSTED_PROXIES, String.join(",", proxies), "must be addresses and CIDRs");
    }
    return new AuditSettings(
        reading.duration(Variable.AUDIT_RETENTION, AuditChain.LEAST_AGE, LONGEST), proxies);
  }
}
