package dev.pressroom.app.api;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** What can go wrong with a request: the closed list behind {@code type} and {@code code} of the problem documents (RFC 9457). */
enum ProblemType {

    MALFORMED_JSON(HttpStatus.BAD_REQUEST, "The body is not JSON"), INVALID_REQUEST(HttpStatus.BAD_REQUEST,
            "The request cannot be understood"), UNAUTHENTICATED(HttpStatus.UNAUTHORIZED, "Nobody knows who asks"), FORBIDDEN(
                    HttpStatus.FORBIDDEN,
                    "The client may not do this"), NOT_FOUND(HttpStatus.NOT_FOUND, "There is nothing here"), ORDER_UNKNOWN(
                            HttpStatus.NOT_FOUND,
                            "There is no such order"), ORDER_DIFFERS(HttpStatus.CONFLICT, "Another order has this id"), COMMAND_REFUSED(
                                    HttpStatus.CONFLICT, "The command was refused"), ARTWORK_EXPIRED(HttpStatus.GONE,
                                            "The artwork's address has expired"), TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE,
                                                    "The body is too large"), INVALID_ORDER(HttpStatus.UNPROCESSABLE_CONTENT,
                                                            "The order cannot be taken as it is"), DEFECT(HttpStatus.INTERNAL_SERVER_ERROR,
                                                                    "A defect of ours"), UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE,
                                                                            "Not now");

    private static final int RETRY_AFTER_SECONDS = 5;

    private final HttpStatus status;
    private final String title;

    ProblemType(HttpStatus status, String title) {
        this.status = status;
        this.title = title;
    }

    ProblemDetail detail(String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setTitle(title);
        mark(problem);
        return problem;
    }

    void mark(ProblemDetail problem) {
        problem.setType(URI.create("urn:pressroom:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-')));
        problem.setProperty("code", name());
    }

    /** What the framework refused by itself: no such path, wrong method or media type. */
    static ProblemType of(HttpStatusCode status) {
        if (status.is5xxServerError()) {
            return DEFECT;
        }
        return status.isSameCodeAs(HttpStatus.NOT_FOUND) ? NOT_FOUND : INVALID_REQUEST;
    }

    /** What says the detail, to be thrown; UNAVAILABLE tells when to come again. */
    ErrorResponseException exception(String detail) {
        return exception(detail(detail), null);
    }

    ErrorResponseException exception(ProblemDetail detail, @Nullable Throwable cause) {
        ErrorResponseException exception = new ErrorResponseException(status, detail, cause);
        if (this == UNAVAILABLE) {
            exception.getHeaders().set(HttpHeaders.RETRY_AFTER, String.valueOf(RETRY_AFTER_SECONDS));
        }
        return exception;
    }

    /** Lists every problem of the request. */
    ErrorResponseException exception(List<Problem> problems) {
        Problem first = problems.getFirst();
        ProblemDetail detail = detail((problems.size() == 1 ? "1 problem: " : problems.size() + " problems, the first: ") + first.pointer()
                + " " + first.problem());
        detail.setProperty("problems", problems);
        return exception(detail, null);
    }
}
