package dev.pressroom.batch.reconcile;

import dev.pressroom.batch.reconcile.Block.Decoded;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.springframework.batch.infrastructure.item.ItemProcessor;

/** Decodes a block's lines by its carrier's profile; blank lines are no rows. */
final class BlockDecoder implements ItemProcessor<Block, Decoded> {

    private final Map<String, RowDecoder> decoders = new HashMap<>();
    private final Clock clock;

    BlockDecoder(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Decoded process(Block block) {
        Instant now = clock.instant();
        RowDecoder decoder = decoders.computeIfAbsent(block.carrier().id(), id -> new RowDecoder(block.carrier()));
        return new Decoded(block,
                block.lines().stream().filter(line -> line.content().length > 0).map(line -> decoder.decode(line, now)).toList());
    }
}
