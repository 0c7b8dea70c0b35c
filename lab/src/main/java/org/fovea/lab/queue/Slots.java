package org.fovea.lab.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a worker has to give, and to whom it gave it. A step that found too little is remembered for a while, and steps
 * of no higher priority get only what it leaves: small steps cannot keep a large one from ever beginning.
 */
final class Slots {
    private final Needs offer;
    private final Duration retry;
    private final Map<Job, Needs> taken = new IdentityHashMap<>(); // a job that was taken away and came back is two
    private Optional<Reservation> reservation = Optional.empty();

    /**
     * All free.
     *
     * @param retry after which a refused step comes again
     */
    Slots(Needs offer, Duration retry) {
        this.offer = offer;
        this.retry = retry;
    }

    private record Reservation(String job, int priority, Needs needs, Instant asked) {}

    private record Free(int cores, long memoryMb, boolean gpu) {
        Free without(Needs needs) {
            return new Free(cores - needs.cores(), memoryMb - needs.memoryMb(), gpu && !needs.gpu());
        }

        boolean holds(Needs needs) {
            return cores >= needs.cores() && memoryMb >= needs.memoryMb() && (gpu || !needs.gpu());
        }

        String refusal(Needs needs) {
            if (needs.gpu() && !gpu) {
                return "needs a GPU, none free";
            }
            if (cores < needs.cores()) {
                return "needs " + Needs.cores(needs.cores()) + ", " + cores + " free";
            }
            return "needs " + Needs.memory(needs.memoryMb()) + ", " + Needs.memory(memoryMb) + " free";
        }
    }

    /** Takes what a job needs; otherwise says why not. */
    synchronized Optional<String> take(Job job, Instant now) {
        forget(now);
        Free free = free();
        boolean yields = reservation
                .filter(other -> !other.job().equals(job.id()) && job.priority() <= other.priority())
                .isPresent();
        if (free.holds(job.needs())
                && (!yields || free.without(reservation.get().needs()).holds(job.needs()))) {
            taken.put(job, job.needs());
            reservation = reservation.filter(other -> !other.job().equals(job.id()));
            return Optional.empty();
        }
        if (!yields) {
            reservation = Optional.of(new Reservation(job.id(), job.priority(), job.needs(), now));
        }
        return Optional.of(
                free.holds(job.needs())
                        ? "waits for a step before it that needs "
                                + Needs.cores(reservation.get().needs().cores())
                        : free.refusal(job.needs()));
    }

    /** Gives back what this very object took. */
    synchronized void release(Job job) {
        taken.remove(job);
    }

    /** Whether looking for work makes no sense now. */
    synchronized boolean full(Instant now) {
        forget(now);
        Free free = free();
        return free.cores() < 1
                || reservation
                        .filter(large -> large.asked().plus(retry).isAfter(now))
                        .filter(large -> free.without(large.needs()).cores() < 1)
                        .isPresent();
    }

    private Free free() {
        Free free = new Free(offer.cores(), offer.memoryMb(), offer.gpu());
        for (Needs needs : taken.values()) {
            free = free.without(needs);
        }
        return free;
    }

    private void forget(Instant now) {
        // Somebody else may have done it, or given it up.
        reservation = reservation.filter(
                large -> large.asked().plus(retry.multipliedBy(4)).isAfter(now));
    }
}
