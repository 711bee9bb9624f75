package dev.pressroom.orders.facts;

/** What a carrier's scans can mean for the order. The code is the carrier's own. */
public sealed interface ParcelEvent {

    String code();

    record ParcelMoved(String code) implements ParcelEvent {}

    record ParcelDelivered(String code) implements ParcelEvent {}

    record ParcelDelayed(String code) implements ParcelEvent {}

    record ParcelReturning(String code) implements ParcelEvent {}

    record ParcelReturned(String code) implements ParcelEvent {}

    record ParcelLost(String code) implements ParcelEvent {}

    /** No scan for longer than the carrier's clock. */
    record ParcelSilent(String code) implements ParcelEvent {}
}
