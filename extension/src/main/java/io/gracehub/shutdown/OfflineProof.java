// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.shutdown;

/** Whether whoever routes clients here is known to have seen that the server is offline. */
interface OfflineProof {

    boolean given();

    /** What is missing, for people. */
    String shortfall();

    /** The proof by gateways, once one takes part in a drain; by the readiness probe while none does. */
    static OfflineProof of(LinkedGateways gateways, Probes probes) {
        return new OfflineProof() {
            @Override
            public boolean given() {
                return gateways.route() ? gateways.unanswered() == 0 : probes.given();
            }

            @Override
            public String shortfall() {
                return gateways.route()
                        ? gateways.unanswered() + " linked gateways have not answered FIN"
                        : probes.shortfall();
            }
        };
    }

    /** The readiness probe has been answered DOWN often enough. Answers given before the stage do not count. */
    final class Probes implements OfflineProof {

        private final int required;
        private int answered;

        Probes(int required) {
            this.required = required;
        }

        void answeredDown() {
            answered++;
        }

        @Override
        public boolean given() {
            return answered >= required;
        }

        @Override
        public String shortfall() {
            return "the readiness check answered DOWN " + answered + " of " + required
                    + " times (gracehub.shutdown.offline.probes)";
        }
    }
}
