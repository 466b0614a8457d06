// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors

// Numbered clients in a browser's page. They only ask and tell what they saw; the test checks it.
(async () => {
    const plan = await (await fetch('/plan')).json();
    let events = [];
    const note = (client, kind, text) => events.push([client, kind, text]);

    const open = client => new Promise(resolve => {
        const socket = new WebSocket(`${plan.url}?client=${plan.name}-${client}`);
        socket.onopen = () => resolve(socket);
        socket.onmessage = event => note(client, 'got', event.data);
        socket.onclose = event => {
            note(client, 'closed', `${event.code} ${event.reason}`);
            resolve(socket);
        };
    });

    const sockets = [];
    for (let client = 0; client < plan.clients; client++) {
        sockets.push(await open(client));
    }

    const numbers = sockets.map(() => 0);
    const ask = client => {
        if (sockets[client].readyState === WebSocket.OPEN) {
            note(client, 'sent', '');
            sockets[client].send(String(++numbers[client]));
        }
    };
    const begun = sockets.map((_, client) =>
        setTimeout(() => (begun[client] = setInterval(() => ask(client), plan.everyMillis)),
            plan.everyMillis * client / plan.clients));

    for (let command = ''; command !== 'close';) {
        const told = events;
        events = [];
        command = await (await fetch('/events', {method: 'POST', body: JSON.stringify(told)})).text();
        if (command !== 'ask') {
            begun.forEach(clearInterval);
        }
        await new Promise(resolve => setTimeout(resolve, 50));
    }
    sockets.forEach(socket => socket.close(1000, 'done'));
})();
