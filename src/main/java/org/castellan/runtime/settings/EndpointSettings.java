package org.castellan.runtime.settings;

import java.util.List;
import org.castellan.storage.OutboundPolicy;

/**
 * What may be reached by providers.
 *
 * @param allowed hosts and CIDRs that the policy would refuse
 */
public record EndpointSettings(OutboundPolicy.Mode policy, List<String> allowed) {

  static EndpointSettings read(Reading reading) {
    var settings =
        new EndpointSettings(
            reading.choice(Variable.ENDPOINT_POLICY, OutboundPolicy.Mode.class),
            reading.list(Variable.ALLOWED_ENDPOINTS));
    settings.check(reading);
    return settings;
  }

  private void check(Reading reading) {
    try {
      new OutboundPolicy(policy, allowed).close();
    } catch (IllegalArgumentException e) {
      reading.problem("CASTELLAN_ALLOWED_ENDPOINTS: " + e.getMessage() + ".");
    }
  }
}
