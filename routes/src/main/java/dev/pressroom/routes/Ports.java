package dev.pressroom.routes;

import java.util.function.UnaryOperator;

/**
 * What the routes need from outside.
 *
 * @param secrets puts values in the place of references, at the moment they are used; throws {@link IllegalArgumentException} naming the
 *        reference
 */
public record Ports(Inbox inbox, SubmissionLedger ledger, Files files, Cursors cursors, Offers offers, UnaryOperator<String> secrets) {}
