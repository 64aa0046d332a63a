package org.castellan.web;

import jakarta.enterprise.context.Dependent;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.util.function.BooleanSupplier;
import org.castellan.web.problem.ProblemException;
import org.castellan.web.problem.Reason;
import org.jspecify.annotations.Nullable;

/** Says what is wrong with media types that cannot be read; a server would refuse them silently. */
@Provider
@Dependent
@PreMatching
public class MediaTypeFilter implements ContainerRequestFilter {
  private static final String WEIGHT = "q";

  @Override
  public void filter(ContainerRequestContext request) {
    if (!isReadable(
        () -> request.getAcceptableMediaTypes().stream().allMatch(MediaTypeFilter::weighs))) {
      throw new ProblemException(Reason.NOT_ACCEPTABLE, "Accept holds no media types.");
    }
    if (!isReadable(() -> isWeightless(request.getMediaType()))) {
      throw new ProblemException(
          Reason.UNSUPPORTED_MEDIA_TYPE, "Content-Type holds no media type.");
    }
  }

  /** RESTEasy fails when it is no number. */
  private static boolean weighs(MediaType type) {
    double weight = Double.parseDouble(type.getParameters().getOrDefault(WEIGHT, "1"));
    return weight >= 0 && weight <= 1;
  }

  /** A weight is for Accept; Jersey fails when it is out of range here. */
  private static boolean isWeightless(@Nullable MediaType type) {
    return type == null || !type.getParameters().containsKey(WEIGHT);
  }

  /** Servers read these headers when they are asked for, and throw what they like. */
  private static boolean isReadable(BooleanSupplier header) {
    try {
      return header.getAsBoolean();
    } catch (RuntimeException e) {
      return false;
    }
  }
}
