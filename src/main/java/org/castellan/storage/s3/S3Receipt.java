package org.castellan.storage.s3;

/**
 * What the server said of an object that it took.
 *
 * @param version its entity tag
 * @param proven whether the server compared the bytes it received with a digest of what was sent
 */
record S3Receipt(String version, boolean proven) {}
