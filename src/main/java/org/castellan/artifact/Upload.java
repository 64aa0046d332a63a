package org.castellan.artifact;

import java.util.Optional;
import org.castellan.backend.CasBackend;

/**
 * Who uploads what where.
 *
 * @param backend the organization's backend that the gate chose
 * @param fileName at most {@link Artifact#MAX_FILE_NAME} printable characters
 * @param actor how audit events name the uploader
 */
public record Upload(CasBackend backend, Optional<String> fileName, String actor) {}
