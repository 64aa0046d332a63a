package org.castellan.storage.oci;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.castellan.storage.Sha256;

/** The tag that stands for a key. No two keys have one tag. */
final class OciTag {

  /** Tags have no slash, and 128 characters at most. */
  private static final Pattern PLAIN = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9./-]{0,127}");

  private OciTag() {}

  /** Readable where the key allows it; the digest of any other key, behind an underscore. */
  static String of(String key) {
    return PLAIN.matcher(key).matches()
        ? key.replace('/', '_')
        : "_" + Sha256.hex(key.getBytes(StandardCharsets.UTF_8));
  }
}
