package org.castellan.storage;

import java.util.Optional;

/**
 * What a provider says of an object.
 *
 * @param size of the whole object, in bytes
 * @param sha256 as recorded when it was stored, lowercase hexadecimal; says nothing of its bytes
 *     now
 * @param version changes whenever the object is replaced: the provider's ETag
 */
public record Description(long size, Optional<String> sha256, String version) {}
