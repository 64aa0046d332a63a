package org.castellan.credential;

import java.time.Instant;
import java.util.Optional;

/**
 * How far the rotation is that was asked for last; when none ever was, what one would find.
 *
 * @param key which is to encrypt all credentials
 * @param total how many credentials are stored
 * @param done how many of them that key has encrypted
 * @param unreadable how many no key decrypted; they stay as they are
 */
public record RotationProgress(
    KeyName key,
    long total,
    long done,
    long unreadable,
    Optional<Instant> askedAt,
    Optional<String> askedBy,
    Optional<Instant> finishedAt) {}
