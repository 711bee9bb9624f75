package dev.pressroom.app.api;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Everything that goes wrong is answered by a problem document (RFC 9457). */
@RestControllerAdvice
class Problems extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> unauthenticated(AuthenticationException e, WebRequest request) {
        return respond(ProblemType.UNAUTHENTICATED.exception("send 'Authorization: Bearer TOKEN' with the token of a configured client"),
                request);
    }

    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> forbidden(AccessDeniedException e, WebRequest request) {
        return respond(ProblemType.FORBIDDEN.exception("the token's client lacks the role for this; ask who runs the service"), request);
    }

    @ExceptionHandler({TransientDataAccessException.class, DataAccessResourceFailureException.class,
            CannotCreateTransactionException.class,
            TransactionSystemException.class})
    @Nullable
    ResponseEntity<Object> unavailable(RuntimeException e, WebRequest request) {
        return respond(ProblemType.UNAVAILABLE.exception(
                ProblemType.UNAVAILABLE
                        .detail("the record cannot be reached; send the same again, what was taken already is not taken twice"),
                e), request);
    }

    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> defect(RuntimeException e, WebRequest request) {
        return respond(ProblemType.DEFECT.exception(
                ProblemType.DEFECT.detail("the request was not carried out; the service's log has the cause"), e), request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(TypeMismatchException e, HttpHeaders headers, HttpStatusCode status,
            WebRequest request) {
        if (e instanceof MethodArgumentTypeMismatchException argument) {
            Class<?> type = argument.getRequiredType();
            String hint = type != null && type.isEnum()
                    ? "give one of " + Arrays.stream(type.getEnumConstants()).map(Object::toString).collect(Collectors.joining(", "))
                    : "give a number";
            return respond(ProblemType.INVALID_REQUEST.exception(List.of(
                    new Problem("?" + argument.getName(), JsonFields.shown(String.valueOf(argument.getValue())) + " is not known", hint))),
                    request);
        }
        return super.handleTypeMismatch(e, headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(Exception e, @Nullable Object body, HttpHeaders headers,
            HttpStatusCode status, WebRequest request) {
        if (status.is5xxServerError()) {
            // The pattern, not the address: that may hold a token.
            LOG.error("{} answered {}", request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, WebRequest.SCOPE_REQUEST),
                    status.value(), e);
        }
        ProblemDetail problem = body instanceof ProblemDetail detail ? detail : e instanceof ErrorResponse own ? own.getBody() : null;
        if (problem != null && (problem.getProperties() == null || !problem.getProperties().containsKey("code"))) {
            ProblemType.of(status).mark(problem);
        }
        // Also to those who asked for something else, a PDF for example.
        headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        return super.handleExceptionInternal(e, body, headers, status, request);
    }

    private @Nullable ResponseEntity<Object> respond(ErrorResponseException e, WebRequest request) {
        return handleErrorResponseException(e, e.getHeaders(), e.getStatusCode(), request);
    }
}
