package org.castellan.storage;

import java.util.Optional;

/**
 * The wanted bytes of an object. A part that reaches past the object's end is shorter; one that
 * begins there is empty.
 *
 * @param offset of the first byte, from 0
 * @param length at least 1
 * @param version only of this version, as {@link Description#version} named it
 */
public record Part(long offset, long length, Optional<String> version) {

  public static final Part WHOLE = new Part(0, Long.MAX_VALUE, Optional.empty());

  public Part {
    if (offset < 0 || length < 1) {
      throw new IllegalArgumentException("no part of an object: " + offset + ", " + length);
    }
  }

  public static Part of(long offset, long length) {
    return new Part(offset, length, Optional.empty());
  }

  public Part pinnedTo(String wanted) {
    return new Part(offset, length, Optional.of(wanted));
  }

  public boolean whole() {
    return offset == 0 && length == Long.MAX_VALUE;
  }

  /** How many bytes of an object of this size are meant. */
  public long lengthIn(long size) {
    return Math.max(0, Math.min(length, size - offset));
  }
}
