package dev.pressroom.sandbox;

/** Something that stops the sandbox and that the person at the terminal can mend; the message is one line with the next step. */
final class SandboxProblem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SandboxProblem(String message) {
        super(message);
    }
}
