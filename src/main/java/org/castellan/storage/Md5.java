package org.castellan.storage;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** What storages compare bytes by on their way. It tells broken ones, not forged ones. */
public final class Md5 {

  private Md5() {}

  public static MessageDigest start() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }
}
