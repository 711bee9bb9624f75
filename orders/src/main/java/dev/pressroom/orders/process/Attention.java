package dev.pressroom.orders.process;

/** @param about which job, printer code, item or photo; never a person */
public record Attention(AttentionCode code, String about) {}
