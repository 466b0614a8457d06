// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.application;

import io.gracehub.config.Settings;
import io.gracehub.shutdown.StageListener;
import io.gracehub.websocket.Contexts;
import io.gracehub.websocket.HubModel;
import java.util.List;

/**
 * What was found when the application was deployed.
 *
 * @param settings the configuration
 * @param configuration where it comes from, for messages
 * @param hubs the hubs
 * @param hooks the shutdown hooks
 * @param contexts the application's contexts, for whatever is called in it
 * @param listener fires the transitions as events
 */
public record Deployment(
        Settings settings,
        String configuration,
        List<HubModel> hubs,
        List<HookMethod> hooks,
        Contexts contexts,
        StageListener listener) {

    public Deployment {
        hubs = List.copyOf(hubs);
        hooks = List.copyOf(hooks);
    }

    /**
     * An observer method that is a shutdown hook.
     *
     * @param name class and method, for messages
     * @param priority lower runs first
     * @param hub the hub that it belongs to
     * @param body calls it, in the application's contexts; may throw
     */
    public record HookMethod(String name, int priority, Class<?> hub, Runnable body) {}
}
