package org.castellan.runtime.settings;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Which replica this is.
 *
 * @param id unique in the cluster, at most 100 characters
 * @param address for people who look for it
 */
public record NodeSettings(String id, String address) {

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,99}");

  static NodeSettings read(Reading reading) {
    String host = hostName();
    String id = reading.optional(Variable.NODE_ID).orElseGet(() -> host + "-" + processPart(host));
    if (!ID.matcher(id).matches()) {
      reading.problem(
          Variable.NODE_ID,
          id,
          "must be 1 to 100 letters, digits, dots, colons, hyphens or underscores");
    }
    return new NodeSettings(id, reading.optional(Variable.NODE_ADDRESS).orElse(host));
  }

  private static String hostName() {
    try {
      String name = InetAddress.getLocalHost().getHostName();
      return ID.matcher(name).matches() ? name : "node";
    } catch (UnknownHostException e) {
      return "node";
    }
  }

  /**
   * The same for the whole life of the process, without anything that would keep it: the
   * DataSources read their own settings.
   */
  private static String processPart(String host) {
    ProcessHandle process = ProcessHandle.current();
    String seed = host + process.pid() + process.info().startInstant().orElse(Instant.EPOCH);
    UUID hash = UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8));
    return hash.toString().substring(0, 6);
  }
}
