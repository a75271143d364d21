// Generated from openapi.json by `npm run generate`.

export interface paths {
    "/api/v1/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List alerts
         * @description Of your organization, newest first. Who has a data policy sees its own alone. Needs `alert:read`.
         */
        get: operations["listAlerts"];
        put?: never;
        /**
         * Create an alert
         * @description A rule that is evaluated when its points change and at an interval, with the rights that you have at that moment. Needs `alert:write` and `data:read`.
         */
        post: operations["createAlert"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read an alert
         * @description With its state, which changes without its version. Who has a data policy sees its own alone. Needs `alert:read`.
         */
        get: operations["getAlert"];
        put?: never;
        post?: never;
        /**
         * Delete an alert
         * @description With its states and events. Needs `alert:delete`.
         */
        delete: operations["deleteAlert"];
        options?: never;
        head?: never;
        /**
         * Change an alert
         * @description The fields given; from then on it runs with your rights. Another query forgets the states of its series. Needs `alert:write` and `data:read`.
         */
        patch: operations["updateAlert"];
        trace?: never;
    };
    "/api/v1/alerts/{id}/acknowledge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Acknowledge what an alert tells
         * @description Nothing more is told of it before it is resolved, or `until`; that it is resolved is told. Needs `alert:write`.
         */
        post: operations["acknowledgeAlert"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what has happened to an alert
         * @description Changes of state of its series, newest first, kept for 90 days. Who has a data policy sees its own alone. Needs `alert:read`.
         */
        get: operations["listAlertEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/{id}/series": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the series of an alert
         * @description How each fares, and who has acknowledged it. Who has a data policy sees its own alerts alone. Needs `alert:read`.
         */
        get: operations["listAlertSeries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/{id}/silence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Silence an alert
         * @description It goes on being evaluated, and nothing is told. What began meanwhile and lasts is told at the end. Needs `alert:write`.
         */
        post: operations["silenceAlert"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Rehearse an alert over the past
         * @description When it would have fired and been resolved, from the points that are there now and that you may see. Nothing is told. Needs `alert:write` and `data:read`.
         */
        post: operations["testAlert"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/silences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List silences
         * @description By labels, newest first; those that have ended are kept for 90 days. Not for whoever has a data policy. Needs `alert:read`.
         */
        get: operations["listAlertSilences"];
        put?: never;
        /**
         * Silence series by their labels
         * @description Alerts go on being evaluated, and nothing is told of the series that match. What began meanwhile and lasts is told at the end. Not for whoever has a data policy. Needs `alert:write`.
         */
        post: operations["createAlertSilence"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/silences/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a silence
         * @description Not for whoever has a data policy. Needs `alert:read`.
         */
        get: operations["getAlertSilence"];
        put?: never;
        post?: never;
        /**
         * End a silence early
         * @description It stays in the list. What began meanwhile and lasts is told. Not for whoever has a data policy. Needs `alert:write`.
         */
        delete: operations["endAlertSilence"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List API keys
         * @description Of your organization, newest first, without the keys themselves. Needs `api-key:read`.
         */
        get: operations["listApiKeys"];
        put?: never;
        /**
         * Create an API key
         * @description `key` is shown this once. It acts in your organization with the permissions given, and never with more than you have at that moment. Needs `api-key:write`.
         */
        post: operations["createApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/api-keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read an API key
         * @description What it may do and when it was last used, without the key itself. Needs `api-key:read`.
         */
        get: operations["getApiKey"];
        put?: never;
        post?: never;
        /**
         * Revoke an API key
         * @description It is refused at once by this process and within a second by all. Needs `api-key:delete`.
         */
        delete: operations["deleteApiKey"];
        options?: never;
        head?: never;
        /**
         * Change fields of an API key
         * @description The key itself stays. A field that is null is as if it was never given; `limits` are replaced as a whole. Counts within a second. Needs `api-key:write`.
         */
        patch: operations["updateApiKey"];
        trace?: never;
    };
    "/api/v1/api-keys/{id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Give an API key a new text
         * @description `key` is shown this once. The old one works for `graceSeconds` more; one that was still in its grace ends at once. Needs `api-key:write`.
         */
        put: operations["rotateApiKey"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/api-keys/{id}/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read how much an API key was used
         * @description By day (UTC). Other processes write what they counted every two seconds. Needs `api-key:read`.
         */
        get: operations["getApiKeyUsage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit-log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the audit log
         * @description Who did what, on what, when and from where in your organization, newest first. As `text/csv` the answer is every row that matches, whatever `limit` and `cursor` say; it is streamed, and a connection that ends early means that it is not whole. Needs `audit:read`.
         */
        get: operations["listAuditLog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/accept-invitation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accept an invitation
         * @description With the token from the mail, which is good for 7 days. The user is active then and logs in with this password.
         */
        post: operations["acceptInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/explain-access": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Why somebody may do something, or not
         * @description The steps that decide: permissions by role, visibility, shares, data policy. About yourself, whatever your role; about other users with `user:read`. What you do not see is answered like what does not exist.
         */
        get: operations["explainAccess"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/forgot-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for a new password
         * @description Sends a mail with a token for `POST /auth/reset-password`, good for 30 minutes, if there is an active user with this email. The answer does not tell.
         */
        post: operations["forgotPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Log in
         * @description Opens a session. Send `accessToken` as `Authorization: Bearer …`; trade `refreshToken` for new ones before it expires.
         */
        post: operations["login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Log out
         * @description Ends this session at once: its access and refresh tokens stop working. Needs any signed-in user.
         */
        post: operations["logout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who you are
         * @description Your user and what you may do. Needs any signed-in user.
         */
        get: operations["getMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change your password
         * @description Ends your other sessions at once; this one goes on. Needs any signed-in user.
         */
        put: operations["changePassword"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Trade a refresh token for new tokens
         * @description Each refresh token works once. For ten seconds the client that used it (by its `User-Agent`) gets the same answer again; any other second use ends the session with `REFRESH_TOKEN_REUSED`.
         */
        post: operations["refresh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/reset-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set a new password with a token from a mail
         * @description Ends all sessions of the user. The token works once; a password that is refused does not use it up.
         */
        post: operations["resetPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List your sessions
         * @description Where you are signed in, newest first. Needs any signed-in user.
         */
        get: operations["listSessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End one of your sessions
         * @description Its access and refresh tokens stop working at once. Needs any signed-in user.
         */
        delete: operations["endSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/stream-ticket": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Get a ticket for a stream
         * @description It stands for the credential that you send, once and within 60 seconds, as `?ticket=` of a stream and nowhere else: for `EventSource` of browsers, which sends no headers. Get one for each connection, also when you connect again. Needs any credential.
         */
        post: operations["createStreamTicket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/dashboard/{id}/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The same as `/dashboards/{id}/stream`
         * @description Server-sent events: a `snapshot` first, then `widget:data` whenever a widget changes, `dashboard:updated`, `dashboard:deleted` and `alert`; `session:expired` when the credential holds no more, and the stream ends. Between them come comments. Whoever connects again, with `Last-Event-ID` or without, gets a snapshot. Everything that is wrong at the beginning is a problem as everywhere. Needs `dashboard:read` and `data:read`.
         */
        get: operations["streamOneDashboard"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/dashboards": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List dashboards
         * @description Those that you can see, newest first: the organization’s, your own and those shared with you; admins see everybody’s. Needs `dashboard:read`.
         */
        get: operations["listDashboards"];
        put?: never;
        /**
         * Create a dashboard
         * @description It belongs to you, is private unless you say otherwise, and has no widgets yet: add them with `POST /widgets`. Needs `dashboard:write`.
         */
        post: operations["createDashboard"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/dashboards/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a dashboard
         * @description Its settings and layout; the widgets themselves are at `/dashboards/{id}/widgets`. Needs `dashboard:read`.
         */
        get: operations["getDashboard"];
        /**
         * Replace a dashboard
         * @description Every field must be given. Its visibility is changed by its owner and admins only. Needs `dashboard:write`.
         */
        put: operations["replaceDashboard"];
        post?: never;
        /**
         * Delete a dashboard and its widgets
         * @description For good; the points that it shows stay. Needs `dashboard:delete`.
         */
        delete: operations["deleteDashboard"];
        options?: never;
        head?: never;
        /**
         * Change fields of a dashboard
         * @description Fields that are absent stay as they are; `layout`, `filters` and `tags` are replaced whole. Needs `dashboard:write`.
         */
        patch: operations["updateDashboard"];
        trace?: never;
    };
    "/api/v1/dashboards/{id}/data": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Data of all widgets of a dashboard
         * @description One call, one status per widget: one that fails says why and leaves the others alone. Equal queries run once. Filters of dashboard and request are AND-ed to the widget's own. One on a dimension that none of a widget's metrics has does not apply to that widget, whose `meta.ignoredFilters` says so. Needs `dashboard:read` and `data:read`.
         */
        get: operations["getDashboardData"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/dashboards/{id}/embed-tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a token that shows a dashboard to people without an account
         * @description It reads this dashboard, its widgets and their data, narrowed by the filters, and nothing else; never more than you may see at that time. For users who may change the dashboard. Needs `dashboard:write`.
         */
        post: operations["createEmbedToken"];
        /**
         * Revoke all embed tokens of a dashboard
         * @description They are refused within a second. For who may change the dashboard. Needs `dashboard:write`.
         */
        delete: operations["revokeEmbedTokens"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/dashboards/{id}/export-definition": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A dashboard and its widgets as one JSON document
         * @description Import it to make the same dashboard again; only ids, owner and times will differ. Needs `dashboard:export` and `widget:read`.
         */
        get: operations["exportDashboardDefinition"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/dashboards/{id}/revisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was changed of a dashboard, when and by whom
         * @description Newest first; each change of the dashboard or its widgets is one. The latest 100 are kept, unless the server is set otherwise. Needs `dashboard:read`.
         */
        get: operations["listRevisions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/dashboards/{id}/revisions/{n}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a dashboard what it was
         * @description Name, description, layout, filters, tags and widgets as they were after that revision; who sees it stays as it is. That is a new revision, so that it can be undone in the same way. Needs `dashboard:write` and `widget:write`, and `widget:delete` where a widget came later.
         */
        post: operations["restoreRevision"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/dashboards/{id}/shares": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * With whom a dashboard is shared
         * @description For its owner and admins. Needs `dashboard:read`.
         */
        get: operations["getShares"];
        /**
         * Replace the shares of a dashboard
         * @description All of them: who is not named loses it within a second, for cached answers too. For its owner and admins. The permissions of the roles bound what a share gives. Needs `dashboard:write`.
         */
        put: operations["putShares"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/dashboards/{id}/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The data of a dashboard, as it changes
         * @description Server-sent events: a `snapshot` first, then `widget:data` whenever a widget changes, `dashboard:updated`, `dashboard:deleted` and `alert`; `session:expired` when the credential holds no more, and the stream ends. Between them come comments. Whoever connects again, with `Last-Event-ID` or without, gets a snapshot. Everything that is wrong at the beginning is a problem as everywhere. Needs `dashboard:read` and `data:read`.
         */
        get: operations["streamDashboard"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/dashboards/{id}/widgets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List a dashboard's widgets
         * @description In the order of creation. Where they are is in the dashboard's layout. Needs `widget:read`.
         */
        get: operations["listWidgets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/dashboards/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create a dashboard from a definition
         * @description All or nothing; its ids are replaced by new ones, and it belongs to you. Needs `dashboard:write` and `widget:write`.
         */
        post: operations["importDashboard"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/data-sources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List data sources
         * @description Of your organization, newest first, without their secrets. Needs `source:read`.
         */
        get: operations["listDataSources"];
        put?: never;
        /**
         * Create a data source
         * @description Connects to nothing yet. Not for those whose data policy shows them parts of the data alone. Needs `source:write`.
         */
        post: operations["createDataSource"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/data-sources/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a data source
         * @description Without its secrets; with whether it answers, which changes without its version. Needs `source:read`.
         */
        get: operations["getDataSource"];
        /**
         * Replace a data source
         * @description What is absent is as in a new one. Not for those whose data policy shows them parts of the data alone. Needs `source:write`.
         */
        put: operations["replaceDataSource"];
        post?: never;
        /**
         * Delete a data source
         * @description Points that were made of it stay. Not for those whose data policy shows them parts of the data alone. Needs `source:delete`.
         */
        delete: operations["deleteDataSource"];
        options?: never;
        head?: never;
        /**
         * Change a data source
         * @description The fields given; a connection is given whole. Not for those whose data policy shows them parts of the data alone. Needs `source:write`.
         */
        patch: operations["updateDataSource"];
        trace?: never;
    };
    "/api/v1/data-sources/{id}/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the readings of a data source
         * @description The newest 200, newest first. Not for those whose data policy shows them parts of the data alone. Needs `source:read`.
         */
        get: operations["listSourceRuns"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/data-sources/{id}/runs/{runId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read how a reading fares
         * @description Its numbers grow while it runs. Not for those whose data policy shows them parts of the data alone. Needs `source:read`.
         */
        get: operations["getSourceRun"];
        put?: never;
        post?: never;
        /**
         * Cancel a reading
         * @description What it has stored stays; the next one goes on behind it. Not for those whose data policy shows them parts of the data alone. Needs `source:write`.
         */
        delete: operations["cancelSourceRun"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/data-sources/{id}/schema": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read what a data source has
         * @description Tables, columns, types and some values, read from it now, and what its columns could be for metrics. Not for those whose data policy shows them parts of the data alone. Needs `source:read`.
         */
        get: operations["getDataSourceSchema"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/data-sources/{id}/sync": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Read a data source
         * @description A job reads what is new in an API or a file and stores what its mapping makes of it; one at a time for each source. Not for those whose data policy shows them parts of the data alone. Needs `source:write`.
         */
        post: operations["syncSource"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/data-sources/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Test a data source
         * @description Connects, and says whether it worked: 200 also where it did not. Whatever keeps it from being reached has the same reason and takes as long. Takes at most 12 s. Also where it is switched off. Not for those whose data policy shows them parts of the data alone. Needs `source:write`.
         */
        post: operations["testDataSource"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/data-sources/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List uploaded files
         * @description Of your organization, newest first. Needs `source:read`.
         */
        get: operations["listUploadedFiles"];
        put?: never;
        /**
         * Upload a file
         * @description CSV, JSON, NDJSON, Parquet or XLSX, of at most SOURCE_FILE_MAX_MB; what it is shows in its first bytes. A source of kind `upload` reads it by its id. It is deleted with its last source, and a day after it came when no source uses it. Not for those whose data policy shows them parts of the data alone. Needs `source:write`.
         */
        post: operations["uploadFile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/data-sources/files/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read what is known of an uploaded file
         * @description Needs `source:read`.
         */
        get: operations["getUploadedFile"];
        put?: never;
        post?: never;
        /**
         * Delete an uploaded file
         * @description One that a source reads is 409. Needs `source:delete`.
         */
        delete: operations["deleteUploadedFile"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/data-sources/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Test a connection that is not kept
         * @description Connects, and says whether it worked: 200 also where it did not. Whatever keeps it from being reached has the same reason and takes as long. Takes at most 12 s. Not for those whose data policy shows them parts of the data alone. Needs `source:write`.
         */
        post: operations["testConnection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/data/analytics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Split a metric by a dimension
         * @description A row per value of the dimension, the greatest first, with `share`: the part of the total sum or count; under the other aggregations, whose values do not add up, the part of the points. Needs `data:read`.
         */
        get: operations["getAnalytics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/data/cache": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Forget cached answers
         * @description In all processes and levels, at once and for everybody. Answers are never stale without it: it is for what Vitrine cannot know of. Written to the audit log. Needs `source:write`, which administrators have.
         */
        delete: operations["clearCache"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/data/catalog": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List metrics
         * @description By name, each with its dimensions and up to 100 values of each. Values and metrics that your data policy hides are left out. Needs `data:read`.
         */
        get: operations["listCatalog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/data/catalog/{metric}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a metric
         * @description Needs `data:read`.
         */
        get: operations["getCatalogEntry"];
        /**
         * Describe a metric
         * @description Replaces unit, description, default aggregation, retention and the rollups asked for; what is absent is cleared. A new name makes a new metric. Needs `data:write`; `retentionDays` also `data:delete`, because it deletes points; `source` also `source:write`. A source that can be reached is asked whether it has what is named.
         */
        put: operations["putCatalogEntry"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/data/deletions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List deletions of points
         * @description Newest first. With a data policy you see those that you asked for yourself, else all of your organization. Needs `data:delete`.
         */
        get: operations["listDeletions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/data/deletions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Say how far a deletion of points is
         * @description Needs `data:delete`.
         */
        get: operations["getDeletion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/data/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Aggregate metrics
         * @description The same question as POST /data/query, in a URL, with one aggregation. Needs `data:read`.
         */
        get: operations["getMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/data/optimizer/suggestions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what would make queries faster
         * @description From the questions that your organization asked in the last seven days, by what they cost: those that took most time are planned again with what is there and with what could be. Each suggestion says which part of the query time it concerns and how to follow it. Needs `data:write` and no data policy.
         */
        get: operations["listSuggestions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/data/points": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Store points
         * @description Answered once the points are committed. A batch is stored whole or not at all: if any point is wrong, the answer names each wrong one by index (and by line for NDJSON and CSV). At most 10,000 points and 16 MiB. In CSV the columns metric, value, timestamp and id are those of a point and every other column is a dimension. Needs `data:write`.
         */
        post: operations["ingestPoints"];
        /**
         * Delete points
         * @description Takes on the deletion of the points of a metric in a time range, of those that all filters let through and that your data policy shows you. They go within moments, in batches; answers follow with each. The metric and its series stay. Written down with who asked for it. Needs `data:delete`.
         */
        delete: operations["deletePoints"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/data/query": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask a question about metrics
         * @description All metrics of one question come from one moment. Needs `data:read`.
         */
        post: operations["queryMetrics"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/data/query/explain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Explain how a question is answered
         * @description Runs the question and tells what was read: levels of rollups, partitions, the statement without values, rows expected and met; how the answer is cached; and what would make it faster, with the numbers that say so. It never tells more than you may see. Needs `data:read`.
         */
        post: operations["explainQuery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/export-schedules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List export schedules
         * @description Yours; all of your organization for who may read the audit log. Newest first. Needs `export:read`.
         */
        get: operations["listExportSchedules"];
        put?: never;
        /**
         * Have an export made and sent again and again
         * @description It runs with the rights that you have when it is due. Needs `export:write`, and what the export itself needs: `dashboard:export` or `data:export`, and `data:read`.
         */
        post: operations["createExportSchedule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/export-schedules/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read an export schedule
         * @description Yours; all of your organization for who may read the audit log. When it runs next changes without its version. Needs `export:read`.
         */
        get: operations["getExportSchedule"];
        /**
         * Replace an export schedule
         * @description What is left out gets its default; from then on it runs with your rights. Needs `export:write`, and what the export itself needs: `dashboard:export` or `data:export`, and `data:read`.
         */
        put: operations["replaceExportSchedule"];
        post?: never;
        /**
         * Delete an export schedule
         * @description With its runs and with the links in its mails. Mails that are not sent yet are not. Needs `export:delete`.
         */
        delete: operations["deleteExportSchedule"];
        options?: never;
        head?: never;
        /**
         * Change an export schedule
         * @description The fields given; from then on it runs with your rights, and a paused one may run again. Needs `export:write`, and what the export itself needs: `dashboard:export` or `data:export`, and `data:read`.
         */
        patch: operations["updateExportSchedule"];
        trace?: never;
    };
    "/api/v1/export-schedules/{id}/run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Run an export schedule now
         * @description Besides when it is due, with the rights of its owner and for all of its recipients. Needs `export:write`.
         */
        post: operations["runExportSchedule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/export-schedules/{id}/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the runs of an export schedule
         * @description Newest first, kept for 90 days. Needs `export:read`.
         */
        get: operations["listExportScheduleRuns"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List your exports
         * @description Newest first. Needs `export:read`.
         */
        get: operations["listExports"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One of your exports
         * @description Needs `export:read`.
         */
        get: operations["getExport"];
        put?: never;
        post?: never;
        /**
         * Cancel an export, or delete its file
         * @description Needs `export:delete`.
         */
        delete: operations["cancelExport"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exports/{id}/download": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The file of an export
         * @description Takes `Range` for a part of it. The ETag is its SHA-256. 403 when you may see less now than when it was made. Needs `export:read`.
         */
        get: operations["downloadExport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exports/{id}/file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The file of a link that is used
         * @description Takes `Range` for a part of it. A link that has not been used leads back to its page.
         */
        get: operations["downloadExportByLink"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exports/{id}/link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The page that a link in a mail leads to
         * @description For people: it names the file and has a button. It changes nothing, so that programs which look into mails do not use the link up.
         */
        get: operations["showExportLink"];
        put?: never;
        /**
         * Use a link of a mail
         * @description Once: from then on its file can be had for ten minutes, whole or in parts.
         */
        post: operations["useExportLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exports/{id}/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How far an export is
         * @description Needs `export:read`.
         */
        get: operations["getExportStatus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exports/dashboard/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Export a dashboard
         * @description A job makes a file of all widgets with what you may see when it runs. All rows are in it, however many; an export that cannot have them all fails. Needs `dashboard:export`.
         */
        post: operations["exportDashboard"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exports/query": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Export the answer of a query, or the points themselves
         * @description For what is too long for `POST /data/query`: there is no limit of rows. Needs `data:export`.
         */
        post: operations["exportQuery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List jobs
         * @description By queue and status, in each the latest first; a page that is shorter than `limit` need not be the last. A super_admin sees all jobs, others those that their organization asked for. Needs `job:read`.
         */
        get: operations["listJobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a job
         * @description Completed ones are kept for a day, failed ones for 30 days. A super_admin sees all jobs, others those that their organization asked for. Needs `job:read`.
         */
        get: operations["getJob"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}/discard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Forget a failed job
         * @description Only dead letters: what waits still has to be done. A super_admin sees all jobs, others those that their organization asked for. Needs `job:write`.
         */
        post: operations["discardJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Retry a failed job
         * @description Puts a dead letter back into its queue with all its attempts. A super_admin sees all jobs, others those that their organization asked for. Needs `job:write`.
         */
        post: operations["retryJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Retry failed jobs
         * @description Puts the latest dead letters that match back into their queues, up to 1,000, with all their attempts. A super_admin sees all jobs, others those that their organization asked for. Needs `job:write`.
         */
        post: operations["retryJobs"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List organizations
         * @description All, oldest first. Needs super_admin.
         */
        get: operations["listOrganizations"];
        put?: never;
        /**
         * Create an organization
         * @description Empty. Create its first admin with `POST /users` and `X-Organization-Id`. Needs super_admin.
         */
        post: operations["createOrganization"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read an organization
         * @description Needs super_admin.
         */
        get: operations["getOrganization"];
        put?: never;
        post?: never;
        /**
         * Delete an organization
         * @description With its users and everything that belongs to it; not the one that you belong to. Needs super_admin.
         */
        delete: operations["deleteOrganization"];
        options?: never;
        head?: never;
        /**
         * Rename an organization
         * @description Needs super_admin.
         */
        patch: operations["updateOrganization"];
        trace?: never;
    };
    "/api/v1/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List roles and their permissions
         * @description The fixed roles that users can have, and what each allows; with `user:read` also the data policies that your organization gave them. Needs any signed-in user.
         */
        get: operations["listRoles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/roles/{role}/data-policy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Replace the data policy of a role
         * @description It holds in your organization for everybody who has the role, beside their own. Not for admin and super_admin. Counts within a second. Needs `user:write`.
         */
        put: operations["putRoleDataPolicy"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List users
         * @description Of your organization, oldest first. Needs `user:read`.
         */
        get: operations["listUsers"];
        put?: never;
        /**
         * Create a user
         * @description In your organization: active at once with a password, invited by mail without one. Needs `user:write`.
         */
        post: operations["createUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a user
         * @description Of your organization. Needs `user:read`.
         */
        get: operations["getUser"];
        put?: never;
        post?: never;
        /**
         * Delete a user
         * @description Its sessions end at once; its dashboards stay. Not the last admin. Needs `user:delete`.
         */
        delete: operations["deleteUser"];
        options?: never;
        head?: never;
        /**
         * Change fields of a user
         * @description A role that is taken away is gone at once. A new email, a new password or `disabled` ends the sessions of the user. Only a super_admin changes a super_admin. Needs `user:write`.
         */
        patch: operations["updateUser"];
        trace?: never;
    };
    "/api/v1/users/{id}/dashboards": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the dashboards that a user owns
         * @description Newest first. Your own; those of other users need `user:read`. Needs `dashboard:read`.
         */
        get: operations["listUserDashboards"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/dashboards/{dashboardId}/clone": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Copy a dashboard with its widgets for a user
         * @description A dashboard that you see. The copy belongs to the user, is private and shared with nobody. For yourself; for other users it needs `user:write`. Needs `dashboard:write`, `widget:read` and `widget:write`.
         */
        post: operations["cloneDashboard"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/data-policy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the data policy of a user
         * @description The user's own, and what holds with those of its roles. Needs `user:read`.
         */
        get: operations["getUserDataPolicy"];
        /**
         * Replace the data policy of a user
         * @description Counts within a second, for cached answers too. Whoever has a policy gives only what is within it. Needs `user:write`.
         */
        put: operations["putUserDataPolicy"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/invitation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send the invitation of a user again
         * @description The tokens of earlier mails stop working. For invited users. Needs `user:write`.
         */
        post: operations["inviteUserAgain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/preferences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the preferences of a user
         * @description Your own, whatever your role; those of other users need `user:read`.
         */
        get: operations["getPreferences"];
        /**
         * Replace the preferences of a user
         * @description What is absent gets its default. Your own, whatever your role; those of other users need `user:write`.
         */
        put: operations["putPreferences"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhook-endpoints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List webhook endpoints
         * @description Of your organization, newest first, without their secrets. Needs `webhook:read`.
         */
        get: operations["listWebhookEndpoints"];
        put?: never;
        /**
         * Create a webhook endpoint
         * @description Sends it the events that it names, signed as Standard Webhooks has it. `secret` is shown this once. Needs `webhook:write`.
         */
        post: operations["createWebhookEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhook-endpoints/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a webhook endpoint
         * @description Without its secret. Needs `webhook:read`.
         */
        get: operations["getWebhookEndpoint"];
        put?: never;
        post?: never;
        /**
         * Delete a webhook endpoint
         * @description With its deliveries. Needs `webhook:delete`.
         */
        delete: operations["deleteWebhookEndpoint"];
        options?: never;
        head?: never;
        /**
         * Change a webhook endpoint
         * @description The fields given. Needs `webhook:write`.
         */
        patch: operations["updateWebhookEndpoint"];
        trace?: never;
    };
    "/api/v1/webhook-endpoints/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what is sent
         * @description Newest first. Needs `webhook:read`.
         */
        get: operations["listWebhookMessages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhook-endpoints/{id}/deliveries/{deliveryId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read what is sent
         * @description With its payload and each attempt. Needs `webhook:read`.
         */
        get: operations["getWebhookMessage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhook-endpoints/{id}/deliveries/{deliveryId}/redeliver": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send it again
         * @description With the same `webhook-id`, and with all its tries. Needs `webhook:write`.
         */
        post: operations["redeliverWebhookMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhook-endpoints/{id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Give a webhook endpoint a new secret
         * @description Old and new count for `graceSeconds`, a day where it is not given. `secret` is shown this once. Needs `webhook:write`.
         */
        put: operations["rotateWebhookEndpoint"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhook-endpoints/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a test event
         * @description An event `webhook.test`, whatever the endpoint asks for. Needs `webhook:write`.
         */
        post: operations["testWebhookEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhook-sources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List webhook sources
         * @description Of your organization, newest first, without their secrets. Needs `webhook:read`.
         */
        get: operations["listWebhookSources"];
        put?: never;
        /**
         * Create a webhook source
         * @description Gives the sender a URL, `/api/v1/webhooks/{slug}`, and a secret to sign with. `secret` is shown this once. Needs `webhook:write`.
         */
        post: operations["createWebhookSource"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhook-sources/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a webhook source
         * @description Without its secret. Needs `webhook:read`.
         */
        get: operations["getWebhookSource"];
        put?: never;
        post?: never;
        /**
         * Delete a webhook source
         * @description With its deliveries. Needs `webhook:delete`.
         */
        delete: operations["deleteWebhookSource"];
        options?: never;
        head?: never;
        /**
         * Change a webhook source
         * @description The fields given. Needs `webhook:write`.
         */
        patch: operations["updateWebhookSource"];
        trace?: never;
    };
    "/api/v1/webhook-sources/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what has come in
         * @description Newest first. The dead letters are those with status `failed`. Needs `webhook:read`.
         */
        get: operations["listWebhookDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhook-sources/{id}/deliveries/{deliveryId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read what has come in
         * @description With the body as it was sent. Needs `webhook:read`.
         */
        get: operations["getWebhookDelivery"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhook-sources/{id}/deliveries/{deliveryId}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Process a delivery again
         * @description As the source maps it now. Needs `webhook:write`.
         */
        post: operations["replayWebhookDelivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhook-sources/{id}/deliveries/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Process deliveries again
         * @description Those named, or all of a status, as the source maps them now. Points that are stored already stay as they are. Needs `webhook:write`.
         */
        post: operations["replayWebhookDeliveries"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhook-sources/{id}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * See what a payload would become
         * @description By the mapping of the source, or by one to try. Stores nothing. Needs `webhook:write`.
         */
        post: operations["previewWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhook-sources/{id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Give a webhook source a new secret
         * @description Old and new count for `graceSeconds`, a day where it is not given. `secret` is shown this once. Needs `webhook:write`.
         */
        put: operations["rotateWebhookSource"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{source}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a webhook
         * @description For whoever sends webhooks to a source. Signed over the body as the source says: Standard Webhooks headers, `X-Webhook-Signature: sha256=<hex>`, or the way of a vendor. Answered once it is written down; the same delivery again changes nothing. An unknown source, a wrong signature and one that is older than five minutes get the same answer. At most 1 MiB.
         */
        post: operations["receiveWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/widgets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add a widget to a dashboard
         * @description Its position is written into the dashboard's layout, which gets a new version. A dashboard has at most 100 widgets. Needs `widget:write`.
         */
        post: operations["createWidget"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/widgets/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a widget
         * @description What it asks and how it shows the answer; its data is at `/widgets/{id}/data`. Needs `widget:read`.
         */
        get: operations["getWidget"];
        /**
         * Replace a widget
         * @description Every field must be given. It stays where it is. Needs `widget:write`.
         */
        put: operations["replaceWidget"];
        post?: never;
        /**
         * Delete a widget
         * @description It also leaves the dashboard's layout, which gets a new version. Needs `widget:delete`.
         */
        delete: operations["deleteWidget"];
        options?: never;
        head?: never;
        /**
         * Change fields of a widget
         * @description Fields that are absent stay as they are; `config` is replaced whole. Needs `widget:write`.
         */
        patch: operations["updateWidget"];
        trace?: never;
    };
    "/api/v1/widgets/{id}/data": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Data of one widget
         * @description As it is on its dashboard; an error is the answer of the request. Filters of dashboard and request are AND-ed to the widget's own. One on a dimension that none of a widget's metrics has does not apply to that widget, whose `meta.ignoredFilters` says so. Needs `widget:read` and `data:read`.
         */
        get: operations["getWidgetData"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/graphql": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Execute a GraphQL query
         * @description The schema is `schema.graphql` in the repository. Each field needs the permission that its route needs; an error carries the members of problem+json as `extensions`.
         */
        get: operations["graphqlQuery"];
        put?: never;
        /**
         * Execute a GraphQL document
         * @description The schema is `schema.graphql` in the repository. Each field needs the permission that its route needs; an error carries the members of problem+json as `extensions`.
         */
        post: operations["graphql"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Is this process up?
         * @description Answers at once and asks nothing else, so it can be called as often as one likes. With the access token of an administrator it adds versions, memory and lag.
         */
        get: operations["getHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Should this process be restarted?
         * @description Liveness probe. It stays 200 while a dependency is down: a restart would not mend that.
         */
        get: operations["getLiveness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * May this process be given work?
         * @description Readiness probe: checks the database, its migrations and the queue, each for 2 s at most. 503 while one of them fails, and from the moment the process was asked to stop.
         */
        get: operations["getReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What does this process measure of itself?
         * @description In the text format of Prometheus. The bearer is METRICS_TOKEN, or the access token of an administrator.
         */
        get: operations["scrapeMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        AcceptInvitationDto: {
            /**
             * @description Instead of the name that the invitation gave.
             * @example Ada King
             */
            name?: string;
            /**
             * Format: password
             * @description 12 to 256 characters, not the email, not a common one.
             * @example three teal otters waltz
             */
            password: string;
            /**
             * @description From the mail. Good once.
             * @example pU5sDSr7wYQ1rJw3Yv2vkq3mO8v1tZ0nXb6cHf9eLgA
             */
            token: string;
        };
        AccessExplanationDto: {
            /** @enum {string} */
            action: "read" | "write" | "delete" | "export";
            /** @description Whether every step is passed. */
            allowed: boolean;
            principal: components["schemas"]["ExplainedPrincipalDto"];
            /** @example metric:flights.delay */
            resource: string;
            steps: components["schemas"]["AccessStepDto"][];
        };
        AccessStepDto: {
            /** @enum {string} */
            check: "permission" | "visibility" | "access" | "data policy";
            /** @example data:read is allowed by the role viewer. */
            detail: string;
            passed: boolean;
        };
        AcknowledgeAlertDto: {
            /**
             * @description One series, by the values of what the alert groups by. Default: all that fire, have no data or fail.
             * @example {
             *       "region": "north"
             *     }
             */
            series?: {
                [key: string]: string | null;
            };
            /**
             * Format: date-time
             * @description When it is told of once more if it lasts, within 30 days. Default: not before it is resolved.
             */
            until?: string;
        };
        AcknowledgedDto: {
            /** @description The series that are acknowledged now, the first 50 of them. */
            data: components["schemas"]["AlertSeriesDto"][];
        };
        AcknowledgementDto: {
            /** Format: date-time */
            at: string;
            /** @description The user or API key that acknowledged it. */
            by: string;
            /**
             * Format: date-time
             * @description Null: until it is resolved.
             */
            until: string | null;
        };
        ActualDto: {
            /** @example 0.4 */
            executionMs: number;
            /** @example 0.9 */
            planningMs: number;
            /**
             * @description Of the statement, before the transformations.
             * @example 7
             */
            rows: number;
        };
        /** @enum {string} */
        Aggregation: "sum" | "avg" | "count" | "min" | "max" | "percentile" | "last" | "rate" | "countDistinct";
        AlertDto: {
            /**
             * @description What it watches if Vitrine itself made it: sources, queues or alerts. Null for all others.
             * @enum {string|null}
             */
            builtIn: "source-failing" | "queue-backlog" | "alert-failing" | null;
            /**
             * @description `{type: "mail", to: [addresses]}`, `{type: "admins"}`, a mail to each administrator that there is then, and `{type: "slack", url}`, an incoming webhook of Slack or whatever reads the same JSON. URLs are shown masked; a masked one sent back stays what it was. Endpoints of webhooks hear `alert.*` in any case.
             * @example [
             *       {
             *         "type": "mail",
             *         "to": [
             *           "on-call@example.com"
             *         ]
             *       }
             *     ]
             */
            channels: {
                [key: string]: unknown;
            }[];
            /**
             * @description `{operator: "gt"|"lt", value}`, `{operator: "between", from, to}`, `{operator: "change", percent, direction: "up"|"down"|"any"}` against the period before, or `{operator: "noData"}`. `column` names the column where the query has several measures.
             * @example {
             *       "operator": "lt",
             *       "value": 100
             *     }
             */
            condition: {
                [key: string]: unknown;
            } | null;
            /** Format: date-time */
            createdAt: string;
            enabled: boolean;
            /**
             * @description What a query that fails means.
             * @default error
             */
            error: components["schemas"]["AlertErrorPolicy"];
            /** Format: date-time */
            evaluatedAt: string | null;
            /**
             * @description How long the condition must hold without a break before it fires: `<n>s`, `<n>m`, `<n>h`, `<n>d`.
             * @default 0s
             * @example 5m
             */
            for: string;
            /** Format: uuid */
            id: string;
            /**
             * @description How often it is evaluated at least, from `10s` to `1d`; besides that whenever its points change.
             * @default 1m
             * @example 1m
             */
            interval: string;
            /**
             * @description At most 20, told along.
             * @example {
             *       "team": "sales"
             *     }
             */
            labels: {
                [key: string]: string;
            };
            /** @description Why the last evaluation failed. */
            lastError: string | null;
            /** @example Revenue fell */
            name: string;
            /**
             * @description What no data means: a state of its own, an alarm, all well, or what was before.
             * @default noData
             */
            noData: components["schemas"]["NoDataPolicy"];
            /** @description The user or API key whose rights it runs with: who changed it last. */
            ownerId: string;
            /** @description A MetricQuery: one number per group over a range that ends now: a relative `timeRange`, without `interval`, `compare`, `top`, `totals`, `having`, `fill`, `orderBy`, `limit`. Each group is a series with a state of its own. Null for what is built in. */
            query: {
                [key: string]: unknown;
            } | null;
            /**
             * @description Threshold of recovery: a value with `gt` and `lt`, a distance with `between`, a percentage with `change`. What fires goes on until it is reached. Null: the condition itself decides.
             * @default null
             * @example 120
             */
            recover: number | null;
            /**
             * @description After how long an alarm that lasts is told of once more, from `1m`; null: never.
             * @default null
             * @example 4h
             */
            repeat: string | null;
            /** @default warning */
            severity: components["schemas"]["AlertSeverity"];
            /** Format: date-time */
            silencedUntil: string | null;
            silenceReason: string | null;
            /** @description The worst of its series. */
            state: components["schemas"]["AlertState"];
            /**
             * @description `{title, body}`: plain texts with placeholders `{{name}}` `{{state}}` `{{severity}}` `{{condition}}` `{{series}}` `{{count}}` `{{value}}` `{{reason}}` `{{at}}` `{{alertId}}` `{{labels.<name>}}` `{{group.<dimension>}}` (of the first series), that take the place of the usual texts of mails and chats; null: the usual one.
             * @example {
             *       "title": "{{state}}: {{name}}",
             *       "body": "{{series}}"
             *     }
             */
            templates: {
                [key: string]: string | null;
            };
            /** Format: date-time */
            updatedAt: string;
            /**
             * @description Also the ETag.
             * @example 1
             */
            version: number;
        };
        /**
         * @description What a query that fails means.
         * @enum {string}
         */
        AlertErrorPolicy: "error" | "firing" | "ok" | "keep";
        AlertEventDto: {
            /** Format: date-time */
            at: string;
            /** @description What it was before. */
            from: components["schemas"]["AlertState"];
            /**
             * @description The values of what the alert groups by.
             * @example {
             *       "region": "north"
             *     }
             */
            group: {
                [key: string]: string | null;
            };
            /** Format: uuid */
            id: string;
            /** @description Whether the alert was silenced, so that nothing was told. */
            silenced: boolean;
            /** @description What it is since. */
            to: components["schemas"]["AlertState"];
            /** @description What the condition measured; null without data. */
            value: number | null;
        };
        AlertEventPageDto: {
            data: components["schemas"]["AlertEventDto"][];
            page?: {
                /** @example 50 */
                limit: number;
                /** @example null */
                nextCursor: string | null;
            };
        };
        AlertPageDto: {
            data: components["schemas"]["AlertDto"][];
            page?: {
                /** @example 50 */
                limit: number;
                /** @example null */
                nextCursor: string | null;
            };
        };
        AlertSeriesDto: {
            acknowledgement: components["schemas"]["AcknowledgementDto"] | null;
            /**
             * @description The values of what the alert groups by.
             * @example {
             *       "region": "north"
             *     }
             */
            group: {
                [key: string]: string | null;
            };
            /**
             * Format: date-time
             * @description Since when it is in this state.
             */
            since: string;
            /** @description What it is now. */
            state: components["schemas"]["AlertState"];
            /** @description What the condition measured; null without data. */
            value: number | null;
        };
        AlertSeriesPageDto: {
            data: components["schemas"]["AlertSeriesDto"][];
            page?: {
                /** @example 50 */
                limit: number;
                /** @example null */
                nextCursor: string | null;
            };
        };
        /** @enum {string} */
        AlertSeverity: "info" | "warning" | "critical";
        /**
         * @description The worst of its series.
         * @enum {string}
         */
        AlertState: "ok" | "pending" | "firing" | "resolved" | "noData" | "error";
        AndDto: {
            /** @description All hold. */
            and: (components["schemas"]["ConditionDto"] | components["schemas"]["OrDto"] | components["schemas"]["AndDto"])[];
        };
        ApiKeyDto: {
            /**
             * @description The routes it may call, as method and template of the route; `*` is one segment, at the end one or more. Null: every route that the permissions allow.
             * @example [
             *       "GET /api/v1/data/*"
             *     ]
             */
            allowedEndpoints: string[] | null;
            /** Format: date-time */
            createdAt: string;
            /**
             * Format: uuid
             * @description The user whose rights bound it. Null: that user is gone, and the key is refused.
             */
            createdBy: string | null;
            /**
             * @description Of each dimension the values that it sees, beside its creator's own data policy.
             * @example {
             *       "region": [
             *         "emea"
             *       ]
             *     }
             */
            dataPolicy: {
                [key: string]: string[];
            } | null;
            /** Format: date-time */
            expiresAt: string | null;
            /** Format: uuid */
            id: string;
            /**
             * @description From where.
             * @example 203.0.113.7
             */
            lastUsedAddress: string | null;
            /**
             * Format: date-time
             * @description Written at most once a minute.
             */
            lastUsedAt: string | null;
            limits: components["schemas"]["KeyLimitsDto"] | null;
            /** @example Nightly report */
            name: string;
            /**
             * @description What it may do at most. It never may do more than its creator does at that moment.
             * @example [
             *       "data:read"
             *     ]
             */
            permissions: components["schemas"]["ApiKeyPermission"][];
            /**
             * @description How the key begins.
             * @example vtr_live_3xK9
             */
            prefix: string;
            /**
             * Format: date-time
             * @description Until when the key before the last rotation works; null when it does not.
             */
            previousKeyValidUntil: string | null;
            /** Format: date-time */
            updatedAt: string;
            /**
             * @description Also the ETag.
             * @example 1
             */
            version: number;
        };
        ApiKeyPageDto: {
            data: components["schemas"]["ApiKeyDto"][];
            page?: {
                /** @example 50 */
                limit: number;
                /** @example null */
                nextCursor: string | null;
            };
        };
        /**
         * @description What it may do at most. It never may do more than its creator does at that moment.
         * @enum {string}
         */
        ApiKeyPermission: "dashboard:read" | "dashboard:write" | "dashboard:delete" | "dashboard:export" | "widget:read" | "widget:write" | "widget:delete" | "data:read" | "data:write" | "data:delete" | "data:export" | "export:read" | "export:write" | "export:delete" | "source:read" | "source:write" | "source:delete" | "webhook:read" | "webhook:write" | "webhook:delete" | "alert:read" | "alert:write" | "alert:delete" | "audit:read" | "job:read" | "job:write";
        ApiKeyUsageDto: {
            /** @description Days with requests, the latest first. */
            data: components["schemas"]["UsageDayDto"][];
        };
        AreaDisplay: {
            /**
             * @description Digits after the point; absent: as many as fit.
             * @example 1
             */
            decimals?: number;
            /** @example bottom */
            legend?: components["schemas"]["Legend"];
            /**
             * @description Where the axis ends, above `min`.
             * @example 60
             */
            max?: number;
            /**
             * @description Where the axis begins; absent: fits the data.
             * @example 0
             */
            min?: number;
            /**
             * @description Series on top of each other.
             * @example true
             */
            stacked?: boolean;
            /** @description In ascending order of value. */
            thresholds?: components["schemas"]["Threshold"][];
            /**
             * @description Shown behind numbers; absent: the unit of the metric.
             * @example min
             */
            unit?: string;
        };
        /**
         * @description What was done.
         * @enum {string}
         */
        AuditAction: "access.denied" | "alert-silence.created" | "alert-silence.ended" | "alert.acknowledged" | "alert.created" | "alert.deleted" | "alert.silenced" | "alert.updated" | "api-key.created" | "api-key.deleted" | "api-key.rotated" | "api-key.updated" | "audit-log.trimmed" | "cache.cleared" | "dashboard.deleted" | "dashboard.restored" | "dashboard.shares-changed" | "dashboard.visibility-changed" | "embed-token.created" | "embed-tokens.revoked" | "export-schedule.created" | "export-schedule.deleted" | "export-schedule.paused" | "export-schedule.started" | "export-schedule.updated" | "export.downloaded" | "export.requested" | "invitation.accepted" | "invitation.created" | "job.discarded" | "job.retried" | "login.failed" | "login.succeeded" | "metric.changed" | "metric.created" | "organization.created" | "organization.deleted" | "organization.entered" | "organization.updated" | "password.changed" | "password.reset" | "password.reset-requested" | "points.deleted" | "points.deletion-requested" | "role.data-policy-changed" | "session.ended" | "session.reuse-detected" | "source.created" | "source.deleted" | "source.sync-cancelled" | "source.sync-requested" | "source.tested" | "source.updated" | "uploaded-file.created" | "uploaded-file.deleted" | "user.created" | "user.data-policy-changed" | "user.deleted" | "user.updated" | "webhook-endpoint.created" | "webhook-endpoint.deleted" | "webhook-endpoint.disabled" | "webhook-endpoint.rotated" | "webhook-endpoint.updated" | "webhook-source.created" | "webhook-source.deleted" | "webhook-source.replayed" | "webhook-source.rotated" | "webhook-source.updated" | "widget.deleted";
        AuditActorDto: {
            /** @description The email that the user had then. */
            email: string | null;
            /** @description Its id; null for somebody who was not let in. */
            id: string | null;
            /** @description What kind of actor. */
            kind: components["schemas"]["AuditActorKind"];
        };
        /**
         * @description What kind of actor.
         * @enum {string}
         */
        AuditActorKind: "user" | "apiKey" | "embed" | "system" | "anonymous";
        AuditPageDto: {
            data: components["schemas"]["AuditRowDto"][];
            page: components["schemas"]["AuditPageInfoDto"];
        };
        AuditPageInfoDto: {
            limit: number;
            /** @description Give it as `cursor` for the next page. */
            nextCursor: string | null;
        };
        AuditRowDto: {
            /** @description What was done. */
            action: components["schemas"]["AuditAction"];
            /** @description Who did it. */
            actor: components["schemas"]["AuditActorDto"];
            /** @description The IP address that the request came from. */
            address: string | null;
            /**
             * @description The same fields, as they are since.
             * @example {
             *       "roles": [
             *         "analyst"
             *       ]
             *     }
             */
            after: Record<string, never> | null;
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /**
             * @description The fields that a change may touch, as they were; without secrets.
             * @example {
             *       "roles": [
             *         "viewer"
             *       ]
             *     }
             */
            before: Record<string, never> | null;
            /** @description What else there is to say. */
            detail: Record<string, never> | null;
            /** Format: uuid */
            id: string;
            /** @description The X-Request-Id under which it was done. */
            requestId: string | null;
            /** @description What it was done to. */
            subject: components["schemas"]["AuditSubjectDto"] | null;
        };
        AuditSubjectDto: {
            /** @description Its id; it may be gone. */
            id: string;
            /** @example user */
            type: string;
        };
        BarDisplay: {
            /**
             * @description Digits after the point; absent: as many as fit.
             * @example 1
             */
            decimals?: number;
            /** @example bottom */
            legend?: components["schemas"]["Legend"];
            /**
             * @description Where the axis ends, above `min`.
             * @example 60
             */
            max?: number;
            /**
             * @description Where the axis begins; absent: fits the data.
             * @example 0
             */
            min?: number;
            /** @example horizontal */
            orientation?: components["schemas"]["BarOrientation"];
            /**
             * @description Series on top of each other.
             * @example true
             */
            stacked?: boolean;
            /** @description In ascending order of value. */
            thresholds?: components["schemas"]["Threshold"][];
            /**
             * @description Shown behind numbers; absent: the unit of the metric.
             * @example min
             */
            unit?: string;
        };
        /** @enum {string} */
        BarOrientation: "vertical" | "horizontal";
        CacheVersionDto: {
            /**
             * Format: date
             * @description First day, UTC.
             */
            from: string;
            /** @example flights.delay */
            metric: string;
            /**
             * Format: date
             * @description Last day, UTC.
             */
            to: string;
        };
        CatalogEntryDto: {
            /**
             * @example sum
             * @enum {string|null}
             */
            defaultAggregation: "sum" | "avg" | "count" | "min" | "max" | "percentile" | "last" | "rate" | null;
            /** @example Money earned, before tax. */
            description: string | null;
            dimensions: components["schemas"]["DimensionDto"][];
            /** @example revenue */
            name: string;
            /**
             * Format: date-time
             * @description Points begin here; what is older is known from rollups alone. Null: nothing was forgotten.
             * @example null
             */
            pointsFrom: string | null;
            /**
             * @description Days that points are kept; null: for ever.
             * @example null
             */
            retentionDays: number | null;
            rollups: components["schemas"]["RollupDto"][];
            source: components["schemas"]["MetricSourceDto"] | null;
            /** @example USD */
            unit: string | null;
            /**
             * @description Also the ETag.
             * @example 1
             */
            version: number;
        };
        CatalogPageDto: {
            data: components["schemas"]["CatalogEntryDto"][];
            page?: {
                /** @example 50 */
                limit: number;
                /** @example null */
                nextCursor: string | null;
            };
        };
        ChangePasswordDto: {
            /**
             * Format: password
             * @example correct horse battery staple
             */
            currentPassword: string;
            /**
             * Format: password
             * @description 12 to 256 characters, not the email, not a common one.
             * @example three teal otters waltz
             */
            newPassword: string;
        };
        CheckDto: {
            /**
             * @description What was checked.
             * @example database
             */
            name: string;
            /**
             * @example up
             * @enum {string}
             */
            status: "up";
            /**
             * @description Milliseconds until it answered.
             * @example 3
             */
            tookMs: number;
        };
        ColumnDto: {
            /** @example flights.delay */
            name: string;
            /**
             * @example number
             * @enum {string}
             */
            type: "datetime" | "string" | "number";
            /** @example min */
            unit?: string;
        };
        CompressionDto: {
            /** @enum {string} */
            algorithm: "gzip";
            /** @example 1 */
            level: number;
            /**
             * @description Answers up to so many bytes stay as they are.
             * @example 1024
             */
            overBytes: number;
        };
        ConditionDto: {
            /** @example origin */
            dimension: string;
            /**
             * @description `ne` and `notIn` hold where the dimension is missing. Text is compared exactly.
             * @example in
             */
            operator: components["schemas"]["FilterOperator"];
            /**
             * @description One value; for `in` and `notIn` up to 200; for `exists` "true" or "false".
             * @example [
             *       "ATL",
             *       "ORD"
             *     ]
             */
            values?: string[];
        };
        CreateAlertDto: {
            /**
             * @description `{type: "mail", to: [addresses]}`, `{type: "admins"}`, a mail to each administrator that there is then, and `{type: "slack", url}`, an incoming webhook of Slack or whatever reads the same JSON. URLs are shown masked; a masked one sent back stays what it was. Endpoints of webhooks hear `alert.*` in any case.
             * @example [
             *       {
             *         "type": "mail",
             *         "to": [
             *           "on-call@example.com"
             *         ]
             *       }
             *     ]
             */
            channels?: {
                [key: string]: unknown;
            }[];
            /**
             * @description `{operator: "gt"|"lt", value}`, `{operator: "between", from, to}`, `{operator: "change", percent, direction: "up"|"down"|"any"}` against the period before, or `{operator: "noData"}`. `column` names the column where the query has several measures.
             * @example {
             *       "operator": "lt",
             *       "value": 100
             *     }
             */
            condition?: {
                [key: string]: unknown;
            };
            /** @default true */
            enabled: boolean;
            /**
             * @description What a query that fails means.
             * @default error
             */
            error: components["schemas"]["AlertErrorPolicy"];
            /**
             * @description How long the condition must hold without a break before it fires: `<n>s`, `<n>m`, `<n>h`, `<n>d`.
             * @default 0s
             * @example 5m
             */
            for: string;
            /**
             * @description How often it is evaluated at least, from `10s` to `1d`; besides that whenever its points change.
             * @default 1m
             * @example 1m
             */
            interval: string;
            /**
             * @description At most 20, told along.
             * @example {
             *       "team": "sales"
             *     }
             */
            labels?: {
                [key: string]: string;
            };
            /** @example Revenue fell */
            name?: string;
            /**
             * @description What no data means: a state of its own, an alarm, all well, or what was before.
             * @default noData
             */
            noData: components["schemas"]["NoDataPolicy"];
            /**
             * @description A MetricQuery: one number per group over a range that ends now: a relative `timeRange`, without `interval`, `compare`, `top`, `totals`, `having`, `fill`, `orderBy`, `limit`. Each group is a series with a state of its own.
             * @example {
             *       "metrics": [
             *         {
             *           "metric": "revenue",
             *           "aggregation": "sum"
             *         }
             *       ],
             *       "timeRange": "15m"
             *     }
             */
            query?: {
                [key: string]: unknown;
            };
            /**
             * @description Threshold of recovery: a value with `gt` and `lt`, a distance with `between`, a percentage with `change`. What fires goes on until it is reached. Null: the condition itself decides.
             * @default null
             * @example 120
             */
            recover: number | null;
            /**
             * @description After how long an alarm that lasts is told of once more, from `1m`; null: never.
             * @default null
             * @example 4h
             */
            repeat: string | null;
            /** @default warning */
            severity: components["schemas"]["AlertSeverity"];
            /**
             * @description `{title, body}`: plain texts with placeholders `{{name}}` `{{state}}` `{{severity}}` `{{condition}}` `{{series}}` `{{count}}` `{{value}}` `{{reason}}` `{{at}}` `{{alertId}}` `{{labels.<name>}}` `{{group.<dimension>}}` (of the first series), that take the place of the usual texts of mails and chats; null: the usual one.
             * @example {
             *       "title": "{{state}}: {{name}}",
             *       "body": "{{series}}"
             *     }
             */
            templates?: {
                [key: string]: string | null;
            };
        };
        CreateApiKeyDto: {
            /**
             * @description The routes it may call, as method and template of the route; `*` is one segment, at the end one or more. Null: every route that the permissions allow.
             * @example [
             *       "GET /api/v1/data/*"
             *     ]
             */
            allowedEndpoints?: string[] | null;
            /**
             * @description Of each dimension the values that it sees, beside its creator's own data policy.
             * @example {
             *       "region": [
             *         "emea"
             *       ]
             *     }
             */
            dataPolicy?: {
                [key: string]: string[];
            } | null;
            /**
             * Format: date-time
             * @description When it stops working. Null: never.
             * @example 2030-01-01T00:00:00Z
             */
            expiresAt?: string | null;
            /** @description Limits of its own; they replace those of the areas. Null or empty: the limits of the areas. */
            limits?: components["schemas"]["KeyLimitsDto"] | null;
            /** @example Nightly report */
            name: string;
            /**
             * @description What it may do at most. It never may do more than its creator does at that moment.
             * @example [
             *       "data:read"
             *     ]
             */
            permissions: components["schemas"]["ApiKeyPermission"][];
        };
        CreateDashboardDto: {
            /** @example How late US flights were in the first days of 2001. */
            description?: string;
            /**
             * @description Filters as in a MetricQuery, AND-ed to the query of each widget whose metrics have the dimension.
             * @example [
             *       {
             *         "dimension": "origin",
             *         "operator": "in",
             *         "values": [
             *           "ATL",
             *           "ORD"
             *         ]
             *       }
             *     ]
             */
            filters?: (components["schemas"]["ConditionDto"] | components["schemas"]["OrDto"] | components["schemas"]["AndDto"])[];
            /** @description The only truth of positions. */
            layout?: components["schemas"]["LayoutDto"];
            /**
             * @description Shown as its title.
             * @example Flight delays
             */
            name: string;
            /**
             * @description Each 1 to 50 characters, none twice.
             * @example [
             *       "flights",
             *       "demo"
             *     ]
             */
            tags?: string[];
            /**
             * @description `private`: its owner, admins and whom it is shared with see it. `organization`: everybody in the organization does.
             * @example organization
             */
            visibility?: components["schemas"]["Visibility"];
        };
        CreateDataSourceDto: {
            /**
             * @description How it is reached: its `kind`, and what that kind needs. Secrets are shown as `***`; sent back so they stay as they are, as long as nothing changes that decides where they are sent.
             * @example {
             *       "kind": "postgresql",
             *       "host": "db.example.com",
             *       "port": 5432,
             *       "database": "shop",
             *       "user": "reader",
             *       "password": "a long password"
             *     }
             */
            connection: {
                /** @example postgresql */
                kind: string;
            } & {
                [key: string]: unknown;
            };
            /**
             * @description Whether it may be read.
             * @default true
             */
            enabled: boolean;
            /**
             * @description How its records become points. Null: nothing is made of them.
             * @default null
             * @example {
             *       "rules": [
             *         {
             *           "metric": "revenue",
             *           "value": {
             *             "path": "amount"
             *           },
             *           "timestamp": {
             *             "path": "paid_at"
             *           },
             *           "dimensions": {
             *             "country": {
             *               "path": "country"
             *             }
             *           }
             *         }
             *       ]
             *     }
             */
            mapping: {
                [key: string]: unknown;
            } | null;
            /** @example Orders */
            name: string;
            /**
             * @description When it is read: five fields of cron with a time zone (UTC where none is given), or every so many seconds. Null: when somebody asks for it.
             * @default null
             * @example {
             *       "cron": "*\/15 * * * *",
             *       "timezone": "Europe/Berlin"
             *     }
             */
            schedule: {
                /** @example *\/15 * * * * */
                cron?: string;
                /** @example 300 */
                everySeconds?: number;
                /** @example Europe/Berlin */
                timezone?: string;
            } | null;
            /**
             * @description Follows from the kind; where it is given it must be that of the kind.
             * @example database
             */
            type?: components["schemas"]["SourceType"];
        };
        CreateEmbedTokenDto: {
            /**
             * @description Narrows what your own data policy shows: a metric without one of its dimensions shows nothing.
             * @example {
             *       "region": [
             *         "emea"
             *       ]
             *     }
             */
            dataPolicy?: {
                [key: string]: string[];
            };
            /**
             * @description Its life in seconds.
             * @default 3600
             * @example 3600
             */
            expiresIn: number;
            /**
             * @description Filters as in a MetricQuery, AND-ed to every query. Who shows with the token cannot take them away, and none is left out for a widget whose metrics lack its dimension.
             * @default []
             * @example [
             *       {
             *         "dimension": "region",
             *         "operator": "eq",
             *         "values": [
             *           "emea"
             *         ]
             *       }
             *     ]
             */
            filters: (components["schemas"]["ConditionDto"] | components["schemas"]["OrDto"] | components["schemas"]["AndDto"])[];
        };
        CreateExportScheduleDto: {
            /**
             * @description Five fields as in crontab: minute, hour, day of the month, month, day of the week, on the clock of `timezone`; every 5 minutes at most. A local time that does not exist is run at the first instant after it, one that comes twice the first time.
             * @example 0 8 * * MON-FRI
             */
            cron?: string;
            /**
             * Format: uuid
             * @description What is exported; or `query`.
             */
            dashboardId?: string | null;
            /**
             * @description How mails bring the file: a link that works once, or the file itself if it is small enough.
             * @default link
             * @enum {string}
             */
            delivery: "link" | "attachment";
            /** @default true */
            enabled: boolean;
            /**
             * @description AND-ed to the filters of dashboard and widgets.
             * @example region:emea
             */
            filters?: string | null;
            /**
             * @description `pdf` and `png` of dashboards alone.
             * @example pdf
             * @enum {string}
             */
            format?: "csv" | "xlsx" | "pdf" | "png" | "json" | "parquet";
            /** @description What mails say first. */
            message?: string | null;
            /** @example Weekly sales */
            name?: string;
            /** @description A MetricQuery that is exported instead of a dashboard. */
            query?: {
                [key: string]: unknown;
            } | null;
            /**
             * @description `{type: "mail", address}`, and `{type: "webhook"}` for the endpoints of webhooks that ask for `export.ready`; without it they hear nothing of this schedule.
             * @example [
             *       {
             *         "type": "mail",
             *         "address": "sales@example.com"
             *       }
             *     ]
             */
            recipients?: {
                /**
                 * Format: email
                 * @description Of `mail`.
                 */
                address?: string;
                /** @enum {string} */
                type: "mail" | "webhook";
            }[];
            /**
             * @description Of a query.
             * @default aggregates
             * @enum {string}
             */
            rows: "aggregates" | "points";
            /** @description Of the mails; else the name. */
            subject?: string | null;
            /**
             * @description Replaces the time range of every widget: `<n>(m|h|d|w|mo|y)`.
             * @example 7d
             */
            timerange?: string | null;
            /**
             * @description IANA name: of the clock that `cron` means, and of the times in a dashboard’s file.
             * @default UTC
             * @example Europe/Berlin
             */
            timezone: string;
        };
        CreateSilenceDto: {
            /** @example The north is being rebuilt */
            comment: string;
            /**
             * @description For how long, from `1m` to `30d`: `<n>s`, `<n>m`, `<n>h`, `<n>d`.
             * @example 2h
             */
            for: string;
            /** @description What is silenced: the series of which all of them hold. At most 10. */
            matchers: components["schemas"]["MatcherDto"][];
            /**
             * Format: date-time
             * @description Default: now.
             */
            startsAt?: string;
        };
        CreateUserDto: {
            /**
             * Format: email
             * @description Unique over all organizations; kept in lower case.
             * @example ada@example.com
             */
            email: string;
            /** @example Ada Lovelace */
            name: string;
            /**
             * Format: password
             * @description 12 to 256 characters, not the email, not a common one. With it the user is active at once; without it the user is invited by mail.
             * @example three teal otters waltz
             */
            password?: string;
            /**
             * @description None that allows more than you may do yourself.
             * @example [
             *       "analyst"
             *     ]
             */
            roles: components["schemas"]["Role"][];
        };
        CreateWebhookEndpointDto: {
            /**
             * @description What it hears of.
             * @example [
             *       "export.ready"
             *     ]
             */
            events: components["schemas"]["WebhookEvent"][];
            /**
             * @description Of members of `data` the values of which one must be there; null: all events.
             * @example {
             *       "dashboardId": [
             *         "01938f3e-7a51-7c52-9d4f-6a1d2b9e8f01"
             *       ]
             *     }
             */
            filters?: {
                [key: string]: string[];
            } | null;
            /** @example Our chat */
            name: string;
            /**
             * Format: uri
             * @description http or https, on the internet or allowed by OUTBOUND_ALLOW; without user name and password.
             * @example https://hooks.example.com/vitrine
             */
            url: string;
        };
        CreateWebhookSourceDto: {
            /** @description JMESPath into the payload to what names a delivery, the same whenever it is sent again. Null: where its scheme says. */
            deliveryIdPath?: string | null;
            /**
             * @description Whether deliveries are taken.
             * @default true
             */
            enabled: boolean;
            /**
             * @description How payloads become points, by rules with JMESPath expressions. Null: deliveries are kept and nothing is made of them.
             * @example {
             *       "rules": [
             *         {
             *           "when": "type == 'order.paid'",
             *           "each": "items",
             *           "metric": "revenue",
             *           "value": {
             *             "path": "amount"
             *           },
             *           "timestamp": {
             *             "path": "created",
             *             "of": "payload",
             *             "format": "unix"
             *           },
             *           "dimensions": {
             *             "channel": "shop",
             *             "country": {
             *               "path": "country",
             *               "of": "payload"
             *             }
             *           }
             *         }
             *       ]
             *     }
             */
            mapping?: {
                [key: string]: unknown;
            } | null;
            /** @example Shop orders */
            name: string;
            /**
             * @description How the sender signs: `standard` is Standard Webhooks, or `X-Webhook-Signature: sha256=<hex>`; the others are the ways of these vendors.
             * @default standard
             * @example standard
             */
            scheme: components["schemas"]["WebhookScheme"];
            /** @description What the sender signs with, where the sender decides it. Absent: one is made. */
            secret?: string;
            /** @description Its name in the URL, POST /api/v1/webhooks/{slug}; unique in the installation. */
            slug?: string;
        };
        CreateWidgetDto: {
            config: components["schemas"]["WidgetConfigDto"];
            /**
             * Format: uuid
             * @example 01938f3e-7a51-7c52-9d4f-6a1d2b9e8f01
             */
            dashboardId: string;
            /** @description Written into the dashboard's layout; absent: a free place at the bottom. */
            position?: components["schemas"]["PositionDto"];
            /** @example Average delay by hour */
            title: string;
            /** @example line */
            type: components["schemas"]["WidgetType"];
        };
        DashboardDataDto: {
            data: components["schemas"]["DashboardWidgetsDto"];
            meta: components["schemas"]["DashboardDataMetaDto"];
        };
        DashboardDataMetaDto: {
            /** Format: date-time */
            computedAt: string;
            /**
             * Format: uuid
             * @example 01938f3e-7a51-7c52-9d4f-6a1d2b9e8f01
             */
            dashboardId: string;
            /**
             * @description Widgets whose status is `error`.
             * @example 0
             */
            failed: number;
            /**
             * @description Different queries that were asked.
             * @example 4
             */
            queries: number;
            /**
             * @description Milliseconds.
             * @example 31.2
             */
            tookMs: number;
            /**
             * @description Of the dashboard.
             * @example 4
             */
            version: number;
            /** @example 5 */
            widgets: number;
        };
        DashboardDefinitionDto: {
            /** @description Its layout names widgets by their `id` in this document. */
            dashboard: components["schemas"]["DashboardFieldsDto"];
            /**
             * @example vitrine/dashboard
             * @enum {string}
             */
            kind: "vitrine/dashboard";
            /**
             * @description Of the form of this document.
             * @example 1
             * @enum {integer}
             */
            version: 1;
            widgets: components["schemas"]["WidgetDefinitionDto"][];
        };
        DashboardDto: {
            /**
             * Format: date-time
             * @example 2026-11-23T18:00:00.000Z
             */
            createdAt: string;
            /** @example How late US flights were in the first days of 2001. */
            description: string;
            /**
             * @description Filters as in a MetricQuery, AND-ed to the query of each widget whose metrics have the dimension.
             * @example [
             *       {
             *         "dimension": "origin",
             *         "operator": "in",
             *         "values": [
             *           "ATL",
             *           "ORD"
             *         ]
             *       }
             *     ]
             */
            filters: (components["schemas"]["ConditionDto"] | components["schemas"]["OrDto"] | components["schemas"]["AndDto"])[];
            /**
             * Format: uuid
             * @example 01938f3e-7a51-7c52-9d4f-6a1d2b9e8f01
             */
            id: string;
            /** @description The only truth of positions. */
            layout: components["schemas"]["LayoutDto"];
            /**
             * @description Shown as its title.
             * @example Flight delays
             */
            name: string;
            /**
             * Format: uuid
             * @description The user who made it; null when it was not made by a user or that user is gone.
             * @example 01938f3e-7a51-7c52-9d4f-6a1d2b9e8f00
             */
            ownerId: string | null;
            /**
             * @description Each 1 to 50 characters, none twice.
             * @example [
             *       "flights",
             *       "demo"
             *     ]
             */
            tags: string[];
            /**
             * Format: date-time
             * @example 2026-11-23T18:00:00.000Z
             */
            updatedAt: string;
            /**
             * @description Counts its changes; the ETag is made of it.
             * @example 1
             */
            version: number;
            /**
             * @description `private`: its owner, admins and whom it is shared with see it. `organization`: everybody in the organization does.
             * @example organization
             */
            visibility: components["schemas"]["Visibility"];
        };
        DashboardFieldsDto: {
            /** @example How late US flights were in the first days of 2001. */
            description: string;
            /**
             * @description Filters as in a MetricQuery, AND-ed to the query of each widget whose metrics have the dimension.
             * @example [
             *       {
             *         "dimension": "origin",
             *         "operator": "in",
             *         "values": [
             *           "ATL",
             *           "ORD"
             *         ]
             *       }
             *     ]
             */
            filters: (components["schemas"]["ConditionDto"] | components["schemas"]["OrDto"] | components["schemas"]["AndDto"])[];
            /** @description The only truth of positions. */
            layout: components["schemas"]["LayoutDto"];
            /**
             * @description Shown as its title.
             * @example Flight delays
             */
            name: string;
            /**
             * @description Each 1 to 50 characters, none twice.
             * @example [
             *       "flights",
             *       "demo"
             *     ]
             */
            tags: string[];
            /**
             * @description `private`: its owner, admins and whom it is shared with see it. `organization`: everybody in the organization does.
             * @example organization
             */
            visibility: components["schemas"]["Visibility"];
        };
        DashboardPageDto: {
            data: components["schemas"]["DashboardDto"][];
            page: components["schemas"]["PageInfoDto"];
        };
        DashboardWidgetsDto: {
            /** @description By widget id. */
            widgets: {
                [key: string]: components["schemas"]["WidgetAnswerDto"];
            };
        };
        DataSourceDto: {
            /**
             * @description How it is reached: its `kind`, and what that kind needs. Secrets are shown as `***`; sent back so they stay as they are, as long as nothing changes that decides where they are sent.
             * @example {
             *       "kind": "postgresql",
             *       "host": "db.example.com",
             *       "port": 5432,
             *       "database": "shop",
             *       "user": "reader",
             *       "password": "***"
             *     }
             */
            connection: {
                /** @example postgresql */
                kind: string;
            } & {
                [key: string]: unknown;
            };
            /** Format: date-time */
            createdAt: string;
            /** @description Whether it may be read. */
            enabled: boolean;
            /** Format: uuid */
            id: string;
            /**
             * @description The kind of its connection.
             * @example postgresql
             */
            kind: string;
            /**
             * @description Records that wait in it while it is read, as of a few seconds ago: of a stream all the time. Null where nobody reads it or nobody can say.
             * @example null
             */
            lag: number | null;
            /**
             * @description Why it fails; null while it answers.
             * @example null
             */
            lastError: string | null;
            /**
             * Format: date-time
             * @description When it last failed; null while it answers.
             */
            lastErrorAt: string | null;
            /**
             * Format: date-time
             * @description When it last answered.
             */
            lastSuccessAt: string | null;
            /**
             * @description How its records become points. Null: nothing is made of them.
             * @example {
             *       "rules": [
             *         {
             *           "metric": "revenue",
             *           "value": {
             *             "path": "amount"
             *           },
             *           "timestamp": {
             *             "path": "paid_at"
             *           },
             *           "dimensions": {
             *             "country": {
             *               "path": "country"
             *             }
             *           }
             *         }
             *       ]
             *     }
             */
            mapping: {
                [key: string]: unknown;
            } | null;
            /** @example Orders */
            name: string;
            /**
             * @description When it is read: five fields of cron with a time zone (UTC where none is given), or every so many seconds. Null: when somebody asks for it.
             * @example {
             *       "cron": "*\/15 * * * *",
             *       "timezone": "Europe/Berlin"
             *     }
             */
            schedule: {
                /** @example *\/15 * * * * */
                cron?: string;
                /** @example 300 */
                everySeconds?: number;
                /** @example Europe/Berlin */
                timezone?: string;
            } | null;
            /**
             * @description What kind of place it is.
             * @example database
             */
            type: components["schemas"]["SourceType"];
            /** Format: date-time */
            updatedAt: string;
            /**
             * @description Also the ETag.
             * @example 1
             */
            version: number;
        };
        DataSourcePageDto: {
            data: components["schemas"]["DataSourceDto"][];
            page?: {
                /** @example 50 */
                limit: number;
                /** @example null */
                nextCursor: string | null;
            };
        };
        DeletePointsDto: {
            /** @description Those of a query; all must hold. Absent: every point of the range. */
            filters?: (components["schemas"]["ConditionDto"] | components["schemas"]["OrDto"] | components["schemas"]["AndDto"])[];
            /**
             * @description First moment: a time with an offset or Z, or a date, which is the start of that day in UTC.
             * @example 2026-11-01T00:00:00Z
             */
            from: string;
            /** @example revenue */
            metric: string;
            /**
             * @description The moment after the last.
             * @example 2026-11-02T00:00:00Z
             */
            to: string;
        };
        DeletionAcceptedDto: {
            /**
             * Format: uuid
             * @description Of the deletion, as `GET /data/deletions/:id` and the log name it.
             */
            id: string;
        };
        DeletionDto: {
            /**
             * @description Those that were asked for, and the data policy of whoever asked.
             * @example []
             */
            filters: (components["schemas"]["ConditionDto"] | components["schemas"]["OrDto"] | components["schemas"]["AndDto"])[];
            /**
             * Format: date-time
             * @example 2026-11-24T10:00:01.000Z
             */
            finishedAt: string | null;
            /**
             * Format: date-time
             * @example 2026-11-01T00:00:00.000Z
             */
            from: string;
            /** Format: uuid */
            id: string;
            /** @example revenue */
            metric: string;
            /**
             * @description Points that have gone by now.
             * @example 1440
             */
            points: number;
            /**
             * Format: date-time
             * @example 2026-11-24T10:00:00.000Z
             */
            requestedAt: string;
            /**
             * @example finished
             * @enum {string}
             */
            status: "running" | "finished";
            /**
             * Format: date-time
             * @example 2026-11-02T00:00:00.000Z
             */
            to: string;
        };
        DeletionPageDto: {
            data: components["schemas"]["DeletionDto"][];
            page?: {
                /** @example 50 */
                limit: number;
                /** @example null */
                nextCursor: string | null;
            };
        };
        DimensionDto: {
            /** @example region */
            name: string;
            /**
             * @description There are more values than those listed. With none listed: they are in a source that could not be asked.
             * @example false
             */
            truncated: boolean;
            /**
             * @description Those that you may see, at most 100.
             * @example [
             *       "apac",
             *       "emea"
             *     ]
             */
            values: string[];
        };
        EmbedTokenDto: {
            /** Format: date-time */
            expiresAt: string;
            /**
             * @description Seconds.
             * @example 3600
             */
            expiresIn: number;
            /**
             * Format: uuid
             * @description Names it in the audit log.
             */
            id: string;
            /** @description Send it as `Authorization: Bearer …`. */
            token: string;
            /** @enum {string} */
            tokenType: "Bearer";
        };
        EstimatedDto: {
            /**
             * @description In the database's own unit.
             * @example 31.4
             */
            cost: number;
            /** @example 7 */
            rows: number;
        };
        ExplainedCacheDto: {
            compression: components["schemas"]["CompressionDto"];
            /** @description Class, organization, and hashes of data policy and resolved query. */
            key: {
                [key: string]: string;
            };
            levels: ("memory" | "redis")[];
            /** @example 60 */
            memoryTtlSeconds: number;
            /** @description Invalidating one of them ends the answer. */
            tags: string[];
            /**
             * @description ± 10 %; exact where a data source answers.
             * @example 1800
             */
            ttlSeconds: number;
            /** @description A point that comes in there ends the answer. */
            versions: components["schemas"]["CacheVersionDto"][];
        };
        ExplainedMeasuresDto: {
            /**
             * @description Columns of the answer.
             * @example [
             *       "flights.delay"
             *     ]
             */
            columns: string[];
            /**
             * @example [
             *       "rollup_1d"
             *     ]
             */
            levels: ("rollup_1d" | "rollup_1h" | "rollup_1m" | "raw")[];
            /** @example flights.delay */
            metric: string;
            /**
             * @description Dimensions of the rollups that answer; null: the points do.
             * @example [
             *       "origin"
             *     ]
             */
            rollup: string[] | null;
            /** @description What answers which stretch of time. Not within a data policy. */
            segments?: components["schemas"]["ExplainedSegmentDto"][];
        };
        ExplainedPlanDto: {
            /** @description What it took; times in milliseconds. */
            actual: components["schemas"]["ActualDto"] | null;
            /** @example false */
            approximate: boolean;
            /** @description How a data source would run its statement, line by line in its own words. */
            enginePlan?: string[];
            /** @description What the database expected. Null within a data policy. */
            estimated: components["schemas"]["EstimatedDto"] | null;
            /**
             * @description Monthly partitions of the points. Who administers the installation sees those that were read, others those of the months that are read from points.
             * @example [
             *       "points_202611"
             *     ]
             */
            partitions: string[];
            parts: components["schemas"]["ExplainedMeasuresDto"][];
            /** @description How tables were read, which organizations share: only for who administers the installation. */
            scans?: components["schemas"]["TableScanDto"][];
            /**
             * @description As `meta.source` of the answer.
             * @example rollup_1d
             */
            source: string;
            /** @description With `$1` in the place of values; null when there is nothing to read. That of a data source is in its dialect, and for who has `source:read` and no data policy. */
            statement: string | null;
        };
        ExplainedPrincipalDto: {
            /** @example 01938f3e-7a51-7c52-9d4f-6a1d2b9e8f00 */
            id: string;
            /** @enum {string} */
            kind: "user" | "apiKey" | "embed" | "system";
        };
        ExplainedSegmentDto: {
            /** Format: date-time */
            from: string;
            /**
             * @example rollup_1d
             * @enum {string}
             */
            level: "rollup_1d" | "rollup_1h" | "rollup_1m" | "raw";
            /**
             * Format: date-time
             * @description The moment after the last.
             */
            to: string;
        };
        ExportCreatedDto: {
            /** Format: date-time */
            createdAt: string;
            /** @enum {string} */
            format: "csv" | "xlsx" | "pdf" | "png" | "json" | "parquet";
            /** Format: uuid */
            id: string;
            progress: number;
            /** @enum {string} */
            status: "queued" | "running" | "ready" | "failed" | "expired" | "cancelled";
        };
        ExportDashboardDto: {
            /**
             * @description AND-ed to the filters of dashboard and widgets: `key:value|value,key:value`, or JSON.
             * @example origin:ATL|ORD
             */
            filters?: string;
            /**
             * @description `csv` and `parquet`: one table of all widgets, whose first column is the widget’s title; `xlsx`: a sheet for each; `json`; `pdf`: a report with a chart and a table of each; `png`: the dashboard as on its grid.
             * @enum {string}
             */
            format: "csv" | "xlsx" | "pdf" | "png" | "json" | "parquet";
            /**
             * @description Replaces the time range of every widget: `<n>(m|h|d|w|mo|y)`.
             * @example 7d
             */
            timerange?: string;
            /**
             * @description Replaces the time zone of every widget; an IANA name.
             * @example America/Chicago
             */
            timezone?: string;
        };
        ExportDto: {
            /** @description Size of the file. */
            bytes: number | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: uuid */
            dashboardId: string | null;
            /** @description Why it failed. */
            error: string | null;
            /**
             * Format: date-time
             * @description Until when the file can be downloaded.
             */
            expiresAt: string | null;
            /** @description Name of the file. */
            fileName: string;
            /** Format: date-time */
            finishedAt: string | null;
            /** @enum {string} */
            format: "csv" | "xlsx" | "pdf" | "png" | "json" | "parquet";
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "dashboard" | "query";
            progress: number;
            /** @description Rows of data in the file, once it is ready. */
            rows: number | null;
            /** @description SHA-256 of the file, in hexadecimal. */
            sha256: string | null;
            /** @enum {string} */
            status: "queued" | "running" | "ready" | "failed" | "expired" | "cancelled";
        };
        ExportPageDto: {
            data: components["schemas"]["ExportDto"][];
            page?: {
                /** @example 50 */
                limit: number;
                /** @example null */
                nextCursor: string | null;
            };
        };
        ExportQueryDto: {
            /** @enum {string} */
            format: "csv" | "xlsx" | "json" | "parquet";
            /** @description The question. Without `limit` the answer has all rows, however many they are. */
            query: components["schemas"]["MetricQueryDto"];
            /**
             * @description `points`: the stored points of the query’s metrics, time range and filters, one row each, oldest first; the rest of the query must be left out.
             * @default aggregates
             * @enum {string}
             */
            rows: "aggregates" | "points";
        };
        ExportScheduleDto: {
            /** Format: date-time */
            createdAt: string;
            /**
             * @description Five fields as in crontab: minute, hour, day of the month, month, day of the week, on the clock of `timezone`; every 5 minutes at most. A local time that does not exist is run at the first instant after it, one that comes twice the first time.
             * @example 0 8 * * MON-FRI
             */
            cron: string;
            /**
             * Format: uuid
             * @description What is exported; or `query`.
             */
            dashboardId: string | null;
            /**
             * @description How mails bring the file: a link that works once, or the file itself if it is small enough.
             * @default link
             * @enum {string}
             */
            delivery: "link" | "attachment";
            enabled: boolean;
            /**
             * @description AND-ed to the filters of dashboard and widgets.
             * @example region:emea
             */
            filters: string | null;
            /**
             * @description `pdf` and `png` of dashboards alone.
             * @example pdf
             * @enum {string}
             */
            format: "csv" | "xlsx" | "pdf" | "png" | "json" | "parquet";
            /** Format: uuid */
            id: string;
            /** @description What mails say first. */
            message: string | null;
            /** @example Weekly sales */
            name: string;
            /**
             * Format: date-time
             * @description When it runs next; null while it does not.
             */
            nextRunAt: string | null;
            /** @description The user or API key whose rights it runs with: who changed it last. */
            ownerId: string;
            /** @description Why it was paused; enabling it again takes that away. */
            pausedReason: string | null;
            /** @description A MetricQuery that is exported instead of a dashboard. */
            query: {
                [key: string]: unknown;
            } | null;
            /**
             * @description `{type: "mail", address}`, and `{type: "webhook"}` for the endpoints of webhooks that ask for `export.ready`; without it they hear nothing of this schedule.
             * @example [
             *       {
             *         "type": "mail",
             *         "address": "sales@example.com"
             *       }
             *     ]
             */
            recipients: {
                /**
                 * Format: email
                 * @description Of `mail`.
                 */
                address?: string;
                /** @enum {string} */
                type: "mail" | "webhook";
            }[];
            /**
             * @description Of a query.
             * @default aggregates
             * @enum {string}
             */
            rows: "aggregates" | "points";
            /** @description Of the mails; else the name. */
            subject: string | null;
            /**
             * @description Replaces the time range of every widget: `<n>(m|h|d|w|mo|y)`.
             * @example 7d
             */
            timerange: string | null;
            /**
             * @description IANA name: of the clock that `cron` means, and of the times in a dashboard’s file.
             * @default UTC
             * @example Europe/Berlin
             */
            timezone: string;
            /** Format: date-time */
            updatedAt: string;
            /**
             * @description Also the ETag.
             * @example 1
             */
            version: number;
        };
        ExportSchedulePageDto: {
            data: components["schemas"]["ExportScheduleDto"][];
            page?: {
                /** @example 50 */
                limit: number;
                /** @example null */
                nextCursor: string | null;
            };
        };
        ExportStatusDto: {
            /** @description Size of the file. */
            bytes: number | null;
            /** @description Why it failed. */
            error: string | null;
            /**
             * Format: date-time
             * @description Until when the file can be downloaded.
             */
            expiresAt: string | null;
            /** Format: uuid */
            id: string;
            progress: number;
            /** @description Rows of data in the file, once it is ready. */
            rows: number | null;
            /** @description SHA-256 of the file, in hexadecimal. */
            sha256: string | null;
            /** @enum {string} */
            status: "queued" | "running" | "ready" | "failed" | "expired" | "cancelled";
        };
        FieldErrorDto: {
            /** @description What is wrong, what was given and what is allowed. */
            message: string;
            /**
             * @description JSON pointer to the field.
             * @example /timeRange
             */
            pointer: string;
        };
        /**
         * @description What its first bytes say.
         * @enum {string}
         */
        FileFormat: "csv" | "json" | "ndjson" | "parquet" | "xlsx";
        /**
         * @description `ne` and `notIn` hold where the dimension is missing. Text is compared exactly.
         * @enum {string}
         */
        FilterOperator: "eq" | "ne" | "in" | "notIn" | "contains" | "startsWith" | "exists";
        ForgotPasswordDto: {
            /**
             * Format: email
             * @example ada@example.com
             */
            email: string;
        };
        GaugeDisplay: {
            /**
             * @description Digits after the point; absent: as many as fit.
             * @example 1
             */
            decimals?: number;
            /**
             * @description Where the scale ends, above `min`.
             * @example 100
             */
            max: number;
            /**
             * @description Where the scale begins.
             * @example 0
             */
            min: number;
            /** @description In ascending order of value. */
            thresholds?: components["schemas"]["Threshold"][];
            /**
             * @description Shown behind numbers; absent: the unit of the metric.
             * @example min
             */
            unit?: string;
        };
        GraphqlErrorDto: {
            /**
             * @description The members of problem+json.
             * @example {
             *       "code": "NOT_FOUND",
             *       "status": 404,
             *       "title": "Not found"
             *     }
             */
            extensions: {
                [key: string]: unknown;
            };
            /** @example There is no dashboard "x" that you can see. */
            message: string;
            path?: (string | number)[];
        };
        GraphqlRequestDto: {
            /** @description Passed over. */
            extensions?: {
                [key: string]: unknown;
            } | null;
            /** @description Which of its operations. */
            operationName?: string | null;
            /**
             * @description The document.
             * @example { dashboards(limit: 5) { id name } }
             */
            query: string;
            variables?: {
                [key: string]: unknown;
            } | null;
        };
        GraphqlResultDto: {
            data?: {
                [key: string]: unknown;
            } | null;
            errors?: components["schemas"]["GraphqlErrorDto"][];
            extensions?: {
                [key: string]: unknown;
            };
        };
        HavingDto: {
            /**
             * @description A column of numbers of the answer.
             * @example flights.delay
             */
            column: string;
            /**
             * @description Null fulfils none but `ne`.
             * @example gt
             */
            operator: components["schemas"]["HavingOperator"];
            /** @example 10 */
            value: number;
        };
        /**
         * @description Null fulfils none but `ne`.
         * @enum {string}
         */
        HavingOperator: "gt" | "gte" | "lt" | "lte" | "eq" | "ne";
        HealthDto: {
            /** @description For administrators alone. */
            lag?: components["schemas"]["LagDto"];
            /** @description For administrators alone. */
            memory?: components["schemas"]["MemoryDto"];
            /**
             * @example healthy
             * @enum {string}
             */
            status: "healthy";
            /**
             * Format: date-time
             * @example 2026-11-23T12:00:00.000Z
             */
            timestamp: string;
            /**
             * @description Seconds since this process started.
             * @example 86400.123
             */
            uptime: number;
            /** @description For administrators alone. */
            versions?: components["schemas"]["VersionsDto"];
        };
        HeatmapDisplay: {
            /**
             * @description Digits after the point; absent: as many as fit.
             * @example 1
             */
            decimals?: number;
            /**
             * @description Value of the last colour, above `min`; absent: the greatest.
             * @example 30
             */
            max?: number;
            /**
             * @description Value of the first colour; absent: the smallest.
             * @example 0
             */
            min?: number;
            /**
             * @description `diverging` has its middle at 0.
             * @example sequential
             */
            palette?: components["schemas"]["HeatmapPalette"];
            /**
             * @description Shown behind numbers; absent: the unit of the metric.
             * @example min
             */
            unit?: string;
        };
        /**
         * @description `diverging` has its middle at 0.
         * @enum {string}
         */
        HeatmapPalette: "sequential" | "diverging";
        IngestResultDto: {
            /**
             * @description Points that are stored now.
             * @example 998
             */
            accepted: number;
            /**
             * @description Points that were stored already, or came twice in the batch.
             * @example 2
             */
            duplicates: number;
        };
        JobDto: {
            /**
             * @description Runs that ended.
             * @example 3
             */
            attempts: number;
            /** Format: date-time */
            createdAt: string;
            /**
             * Format: date-time
             * @description When one that is delayed will run.
             */
            dueAt: string | null;
            /** @description Why the last run failed. */
            error: string | null;
            /** Format: date-time */
            finishedAt: string | null;
            /** @example export-0195c7a4-8f1e-7c2a-9b1d-3f5e7a9c1d2e */
            id: string;
            /**
             * @description Runs before it is a dead letter.
             * @example 3
             */
            maxAttempts: number;
            /**
             * @description The kind of job.
             * @example export-dashboard
             */
            name: string;
            /**
             * Format: uuid
             * @description Whose job it is; null when it is of the whole installation.
             */
            organizationId: string | null;
            /**
             * @description What it was given: ids, never secrets. Null when it is not what such a job takes.
             * @example {
             *       "exportId": "0195c7a4-8f1e-7c2a-9b1d-3f5e7a9c1d2e"
             *     }
             */
            payload: {
                [key: string]: unknown;
            } | null;
            progress: components["schemas"]["JobProgressDto"];
            /** @description Which queue it is in. */
            queue: components["schemas"]["Queue"];
            /**
             * Format: date-time
             * @description Start of the last run.
             */
            startedAt: string | null;
            /** @description What it waits for, or how it ended. */
            status: components["schemas"]["JobStatus"];
        };
        JobPageDto: {
            data: components["schemas"]["JobDto"][];
            page?: {
                /** @example 50 */
                limit: number;
                /** @example null */
                nextCursor: string | null;
            };
        };
        JobProgressDto: {
            /** @description What it is doing. */
            detail?: string;
            /**
             * @description 0 to 100.
             * @example 40
             */
            percent: number;
        };
        JobRetryDto: {
            /**
             * @description The kind of job.
             * @example export-dashboard
             */
            name?: string;
            /** @description Which queue it is in. */
            queue?: components["schemas"]["Queue"];
        };
        /** @enum {string} */
        JobStatus: "waiting" | "active" | "delayed" | "failed" | "completed";
        KeyLimitsDto: {
            /**
             * @description Most requests in a day (UTC).
             * @example 10000
             */
            requestsPerDay?: number;
            /**
             * @description Most requests in an hour (UTC).
             * @example 1000
             */
            requestsPerHour?: number;
            /**
             * @description Most requests in a minute (UTC).
             * @example 60
             */
            requestsPerMinute?: number;
        };
        LagDto: {
            /**
             * @description Age of the oldest event that is not published, in milliseconds; null when it cannot be read.
             * @example 0
             */
            relayMs: number | null;
            /**
             * @description For how long the oldest changed minute has been waiting for its rollups, in milliseconds; null when it cannot be read.
             * @example 0
             */
            rollupMs: number | null;
        };
        LayoutDto: {
            /**
             * @description Always 12.
             * @example 12
             * @enum {integer}
             */
            columns: 12;
            /** @description No two overlap. A widget that is not named is not placed. */
            items: components["schemas"]["LayoutItemDto"][];
        };
        LayoutItemDto: {
            /**
             * @description Rows.
             * @example 4
             */
            h: number;
            /**
             * @description Columns; `x + w` is at most 12.
             * @example 6
             */
            w: number;
            /**
             * @description A widget of this dashboard; in a definition, the `id` of one of its widgets.
             * @example 01938f3e-7a51-7c52-9d4f-6a1d2b9e8f02
             */
            widgetId: string;
            /**
             * @description First column, from 0.
             * @example 0
             */
            x: number;
            /**
             * @description First row, from 0.
             * @example 0
             */
            y: number;
        };
        /** @enum {string} */
        Legend: "none" | "top" | "right" | "bottom";
        LineDisplay: {
            /**
             * @description Digits after the point; absent: as many as fit.
             * @example 1
             */
            decimals?: number;
            /** @example bottom */
            legend?: components["schemas"]["Legend"];
            /**
             * @description Where the axis ends, above `min`.
             * @example 60
             */
            max?: number;
            /**
             * @description Where the axis begins; absent: fits the data.
             * @example 0
             */
            min?: number;
            /**
             * @description Draws each point, not only the line.
             * @example false
             */
            points?: boolean;
            /** @description In ascending order of value. */
            thresholds?: components["schemas"]["Threshold"][];
            /**
             * @description Shown behind numbers; absent: the unit of the metric.
             * @example min
             */
            unit?: string;
        };
        LivenessDto: {
            /**
             * @example alive
             * @enum {string}
             */
            status: "alive";
        };
        LoginDto: {
            /**
             * Format: email
             * @example ada@example.com
             */
            email: string;
            /**
             * Format: password
             * @example three teal otters waltz
             */
            password: string;
        };
        MatcherDto: {
            /**
             * @description A label of the alert, a dimension that it groups by, `severity`, or `alert`: its name. One that it lacks is the empty text.
             * @example region
             */
            label: string;
            /** @description How the label must compare. */
            operator: components["schemas"]["MatcherOperator"];
            /**
             * @description One with `eq` and `ne`, up to 50 with `in` and `notIn`.
             * @example [
             *       "north"
             *     ]
             */
            values: string[];
        };
        /**
         * @description How the label must compare.
         * @enum {string}
         */
        MatcherOperator: "eq" | "ne" | "in" | "notIn";
        MeasureDto: {
            /** @example avg */
            aggregation: components["schemas"]["Aggregation"];
            /** @description Name of the column. Else it is the metric, or `metric_aggregation` when the metric comes twice. `time` and names that begin with `$` are reserved. */
            as?: string;
            /** @description Needed with `countDistinct`: the dimension whose values are counted. */
            dimension?: string;
            /** @description With `percentile`: from the points themselves, not from sketches with their small error. */
            exact?: boolean;
            /** @example flights.delay */
            metric: string;
            /** @description Needed with `percentile`: between 0 and 100, both excluded. */
            percentile?: number;
        };
        MeDto: {
            /** Format: date-time */
            createdAt: string;
            /**
             * Format: email
             * @example ada@example.com
             */
            email: string;
            /** Format: uuid */
            id: string;
            /** @example Ada Lovelace */
            name: string;
            /** Format: uuid */
            organizationId: string;
            /**
             * @description What this token may do right now.
             * @example [
             *       "dashboard:read",
             *       "widget:read",
             *       "data:read"
             *     ]
             */
            permissions: components["schemas"]["Permission"][];
            /**
             * @example [
             *       "analyst"
             *     ]
             */
            roles: components["schemas"]["Role"][];
            /** @example active */
            status: components["schemas"]["UserStatus"];
            /** Format: date-time */
            updatedAt: string;
            /**
             * @description Also the ETag.
             * @example 1
             */
            version: number;
        };
        MemoryDto: {
            /**
             * @description Bytes of buffers and the like.
             * @example 20000000
             */
            external: number;
            /**
             * @description Bytes that JavaScript objects have room in.
             * @example 80000000
             */
            heapTotal: number;
            /**
             * @description Bytes of JavaScript objects.
             * @example 60000000
             */
            heapUsed: number;
            /**
             * @description Bytes of the whole process.
             * @example 180000000
             */
            resident: number;
        };
        MetricQueryDto: {
            /**
             * @description Adds for each measure `…_previous`, `…_delta` and `…_ratio`: what it was in the bucket of the same number of an earlier range, the difference to that and the quotient with it.
             * @example previous_period
             */
            compare?: "previous_period" | components["schemas"]["ShiftDto"];
            /**
             * @description What stands in buckets without points: no row (`none`, the default), null, 0, or the last value of the group before. A count is 0 there in any case.
             * @enum {string}
             */
            fill?: "none" | "null" | "zero" | "previous";
            /** @description AND-ed; at most 20 conditions in all. */
            filters?: (components["schemas"]["ConditionDto"] | components["schemas"]["OrDto"] | components["schemas"]["AndDto"])[];
            /**
             * @description Up to 3 dimensions, and `date` for a row per day or interval. A point that lacks a dimension belongs to null.
             * @example [
             *       "origin"
             *     ]
             */
            groupBy?: string[];
            /** @description Conditions on the rows, AND-ed; applied before `limit`. */
            having?: components["schemas"]["HavingDto"][];
            /**
             * @description Length of a bucket; `auto` takes the shortest that makes at most `maxDataPoints`. Absent: one row per group.
             * @example 1d
             * @enum {string}
             */
            interval?: "1m" | "5m" | "15m" | "1h" | "6h" | "1d" | "1w" | "1mo" | "auto";
            /** @description Most rows; `meta.truncated` tells when there were more. Default: 10000. */
            limit?: number;
            /** @description With the interval `auto`. Default: 500. */
            maxDataPoints?: number;
            metrics: components["schemas"]["MeasureDto"][];
            /** @description Else by time, then by the groups. */
            orderBy?: components["schemas"]["OrderByDto"][];
            /**
             * @description Default: 30d. Relative, `<n>(m|h|d|w|mo|y)`, ending at now rounded up to the interval's boundary; or half-open from and to. At most 5 years.
             * @example {
             *       "from": "2001-01-01",
             *       "to": "2001-01-08"
             *     }
             */
            timeRange?: string | components["schemas"]["TimeRangeDto"];
            /**
             * @description IANA name. Default: UTC.
             * @example Europe/Berlin
             */
            timezone?: string;
            /** @description Only the greatest groups. Needs `groupBy`. */
            top?: components["schemas"]["TopDto"];
            /** @description Adds `totals`: each measure over all that the filters let through, computed and not added up. */
            totals?: boolean;
            /**
             * @description Default: monday.
             * @enum {string}
             */
            weekStart?: "monday" | "sunday";
        };
        MetricSourceDto: {
            /**
             * @description Column of each dimension, at most 16.
             * @example {
             *       "region": "sales_region",
             *       "product": "sku"
             *     }
             */
            dimensions?: {
                [key: string]: string;
            };
            /**
             * @description How long an answer is taken for current: sources do not tell when rows come.
             * @default 60
             * @example 60
             */
            maxAgeSeconds: number;
            /**
             * Format: uuid
             * @example 0199f2a0-0000-7000-8000-000000000001
             */
            sourceId: string;
            /**
             * @description One SELECT, without comments, parameters and backslashes. Shown to who has `source:read`.
             * @example SELECT * FROM orders WHERE status = 'paid'
             */
            sql?: string;
            /** @description Either this or `sql`. */
            table?: components["schemas"]["MetricSourceTableDto"];
            /**
             * @description Column of the time of a row.
             * @example created_at
             */
            time: string;
            /**
             * @description IANA zone of a column whose times have none.
             * @default UTC
             * @example Europe/Berlin
             */
            timezone: string;
            /**
             * @description What a row is worth: numbers, columns (`"in quotes"` where they have other characters than letters, digits and _), + - * /, parentheses, coalesce(a, b), nullif(a, b), case when column = 'text' then a else b end. A row of which that is no finite number is no point.
             * @example price * quantity - coalesce(discount, 0)
             */
            value: string;
        };
        MetricSourceTableDto: {
            /** @example orders */
            name: string;
            /**
             * @description Schema or database; absent: where the connection begins.
             * @example public
             */
            schema?: string | null;
        };
        NewApiKeyDto: {
            /**
             * @description The routes it may call, as method and template of the route; `*` is one segment, at the end one or more. Null: every route that the permissions allow.
             * @example [
             *       "GET /api/v1/data/*"
             *     ]
             */
            allowedEndpoints: string[] | null;
            /** Format: date-time */
            createdAt: string;
            /**
             * Format: uuid
             * @description The user whose rights bound it. Null: that user is gone, and the key is refused.
             */
            createdBy: string | null;
            /**
             * @description Of each dimension the values that it sees, beside its creator's own data policy.
             * @example {
             *       "region": [
             *         "emea"
             *       ]
             *     }
             */
            dataPolicy: {
                [key: string]: string[];
            } | null;
            /** Format: date-time */
            expiresAt: string | null;
            /** Format: uuid */
            id: string;
            /**
             * @description The key itself. Shown this once; it is not stored.
             * @example vtr_live_…
             */
            key: string;
            /**
             * @description From where.
             * @example 203.0.113.7
             */
            lastUsedAddress: string | null;
            /**
             * Format: date-time
             * @description Written at most once a minute.
             */
            lastUsedAt: string | null;
            limits: components["schemas"]["KeyLimitsDto"] | null;
            /** @example Nightly report */
            name: string;
            /**
             * @description What it may do at most. It never may do more than its creator does at that moment.
             * @example [
             *       "data:read"
             *     ]
             */
            permissions: components["schemas"]["ApiKeyPermission"][];
            /**
             * @description How the key begins.
             * @example vtr_live_3xK9
             */
            prefix: string;
            /**
             * Format: date-time
             * @description Until when the key before the last rotation works; null when it does not.
             */
            previousKeyValidUntil: string | null;
            /** Format: date-time */
            updatedAt: string;
            /**
             * @description Also the ETag.
             * @example 1
             */
            version: number;
        };
        /**
         * @description What no data means: a state of its own, an alarm, all well, or what was before.
         * @enum {string}
         */
        NoDataPolicy: "noData" | "firing" | "ok" | "keep";
        OrderByDto: {
            /**
             * @description A column of the answer.
             * @example flights.delay
             */
            column: string;
            /**
             * @description Default: asc. Nulls are last either way.
             * @enum {string}
             */
            direction?: "asc" | "desc";
        };
        OrDto: {
            /** @description At least one holds. */
            or: (components["schemas"]["ConditionDto"] | components["schemas"]["OrDto"] | components["schemas"]["AndDto"])[];
        };
        OrganizationDto: {
            /** Format: date-time */
            createdAt: string;
            /** Format: uuid */
            id: string;
            /** @example Analytical Engines */
            name: string;
            /** Format: date-time */
            updatedAt: string;
            /**
             * @description Also the ETag.
             * @example 1
             */
            version: number;
        };
        OrganizationFieldsDto: {
            /** @example Analytical Engines */
            name: string;
        };
        OrganizationPageDto: {
            data: components["schemas"]["OrganizationDto"][];
            page?: {
                /** @example 50 */
                limit: number;
                /** @example null */
                nextCursor: string | null;
            };
        };
        PageInfoDto: {
            /** @example 50 */
            limit: number;
            /**
             * @description Give it as `cursor` for the next page; null on the last.
             * @example null
             */
            nextCursor: string | null;
        };
        PastAlarmDto: {
            /** Format: date-time */
            firedAt: string;
            /**
             * @description The values of what the alert groups by.
             * @example {
             *       "region": "north"
             *     }
             */
            group: {
                [key: string]: string | null;
            };
            /**
             * Format: date-time
             * @description Null: it would still last.
             */
            resolvedAt: string | null;
            /** @description What the condition measured when it fired. */
            value: number | null;
        };
        /**
         * @description What this token may do right now.
         * @enum {string}
         */
        Permission: "dashboard:read" | "dashboard:write" | "dashboard:delete" | "dashboard:export" | "widget:read" | "widget:write" | "widget:delete" | "data:read" | "data:write" | "data:delete" | "data:export" | "export:read" | "export:write" | "export:delete" | "source:read" | "source:write" | "source:delete" | "webhook:read" | "webhook:write" | "webhook:delete" | "alert:read" | "alert:write" | "alert:delete" | "user:read" | "user:write" | "user:delete" | "api-key:read" | "api-key:write" | "api-key:delete" | "organization:read" | "organization:write" | "organization:delete" | "audit:read" | "job:read" | "job:write";
        PieDisplay: {
            /**
             * @description Digits after the point; absent: as many as fit.
             * @example 1
             */
            decimals?: number;
            /**
             * @description With a hole in the middle.
             * @example true
             */
            donut?: boolean;
            /** @example right */
            legend?: components["schemas"]["Legend"];
            /**
             * @description Shown behind numbers; absent: the unit of the metric.
             * @example min
             */
            unit?: string;
        };
        PointDto: {
            /**
             * @description At most 16 dimensions with names of at most 64 and values of at most 256 characters. Null counts as absent.
             * @example {
             *       "region": "emea",
             *       "category": "sales"
             *     }
             */
            dimensions?: {
                [key: string]: string | null;
            };
            /**
             * @description Makes the point repeatable: the same metric, dimensions, timestamp and id are stored once. Needs `timestamp`.
             * @example order-4711
             */
            id?: string;
            /**
             * @description Letters, digits and `_ . : - /`; a new name makes a new metric.
             * @example revenue
             */
            metric: string;
            /**
             * Format: date-time
             * @description ISO 8601 with offset or Z, from 1970 to a day ahead. Finer than a millisecond is cut. Default: now.
             * @example 2026-11-01T12:00:00.000Z
             */
            timestamp?: string;
            /**
             * @description A finite double.
             * @example 129.9
             */
            value: number;
        };
        PointsDto: {
            /** @description One to 10,000 points. */
            points: components["schemas"]["PointDto"][];
        };
        PositionDto: {
            /**
             * @description Rows.
             * @example 4
             */
            h: number;
            /**
             * @description Columns; `x + w` is at most 12.
             * @example 6
             */
            w: number;
            /**
             * @description First column, from 0.
             * @example 0
             */
            x: number;
            /**
             * @description First row, from 0.
             * @example 0
             */
            y: number;
        };
        PreferencesDto: {
            /**
             * Format: uuid
             * @description Null too when it is gone, or when the user may not see it any more.
             * @example 01938f3e-7a51-7c52-9d4f-6a1d2b9e8f01
             */
            defaultDashboardId: string | null;
            /** @example de-AT */
            locale: string | null;
            /**
             * @example {
             *       "sidebar": "collapsed"
             *     }
             */
            settings: {
                [key: string]: unknown;
            };
            /** @enum {string} */
            theme: "light" | "dark" | "system";
            /** @example Europe/Vienna */
            timezone: string | null;
            /**
             * Format: date-time
             * @description Null while nothing was ever set.
             */
            updatedAt: string | null;
            /** @enum {string} */
            weekStart: "monday" | "sunday";
        };
        PreferencesFieldsDto: {
            /**
             * Format: uuid
             * @description A dashboard that the user can see.
             * @example 01938f3e-7a51-7c52-9d4f-6a1d2b9e8f01
             */
            defaultDashboardId?: string | null;
            /**
             * @description A BCP 47 language tag; null leaves it to the client.
             * @example de-AT
             */
            locale?: string | null;
            /**
             * @description Whatever else a front end wants to remember, at most 8 KiB of JSON.
             * @default {}
             * @example {
             *       "sidebar": "collapsed"
             *     }
             */
            settings: {
                [key: string]: unknown;
            };
            /** @default system */
            theme: components["schemas"]["Theme"];
            /**
             * @description An IANA name; null leaves it to the client.
             * @example Europe/Vienna
             */
            timezone?: string | null;
            /** @default monday */
            weekStart: components["schemas"]["WeekStart"];
        };
        PreviewedPointDto: {
            dimensions?: {
                [key: string]: string | null;
            };
            id: string;
            metric: string;
            /** Format: date-time */
            timestamp: string;
            value: number;
        };
        PreviewWebhookDto: {
            /**
             * @description Headers that it comes with.
             * @example {
             *       "x-github-event": "push"
             *     }
             */
            headers?: {
                [key: string]: string;
            };
            /**
             * @description To try instead of that of the source.
             * @example {
             *       "rules": [
             *         {
             *           "when": "type == 'order.paid'",
             *           "each": "items",
             *           "metric": "revenue",
             *           "value": {
             *             "path": "amount"
             *           },
             *           "timestamp": {
             *             "path": "created",
             *             "of": "payload",
             *             "format": "unix"
             *           },
             *           "dimensions": {
             *             "channel": "shop",
             *             "country": {
             *               "path": "country",
             *               "of": "payload"
             *             }
             *           }
             *         }
             *       ]
             *     }
             */
            mapping?: {
                [key: string]: unknown;
            } | null;
            /**
             * @description A payload as JSON.
             * @example {
             *       "value": 1
             *     }
             */
            payload: {
                [key: string]: unknown;
            };
        };
        PreviousRangeDto: {
            /** Format: date-time */
            from: string;
            /**
             * Format: date-time
             * @description The moment after the last.
             */
            to: string;
        };
        ProblemDto: {
            /**
             * @description Stable; switch on this.
             * @example VALIDATION_FAILED
             * @enum {string}
             */
            code: "VALIDATION_FAILED" | "MALFORMED_BODY" | "AMBIGUOUS_CREDENTIALS" | "LIMIT_EXCEEDED" | "TIMESTAMP_TOO_OLD" | "UNAUTHENTICATED" | "INVALID_CREDENTIALS" | "INVALID_TOKEN" | "TOKEN_EXPIRED" | "SESSION_ENDED" | "INVALID_TICKET" | "INVALID_API_KEY" | "API_KEY_EXPIRED" | "INVALID_SIGNATURE" | "REFRESH_TOKEN_REUSED" | "INSUFFICIENT_PERMISSIONS" | "ENDPOINT_NOT_ALLOWED" | "POLICY_VIOLATION" | "NOT_FOUND" | "METHOD_NOT_ALLOWED" | "NOT_ACCEPTABLE" | "REQUEST_TIMEOUT" | "CLIENT_TOO_SLOW" | "CONFLICT" | "EXPORT_NOT_READY" | "EXPORT_GONE" | "PRECONDITION_FAILED" | "PAYLOAD_TOO_LARGE" | "URI_TOO_LONG" | "UNSUPPORTED_MEDIA_TYPE" | "UNKNOWN_METRIC" | "UNKNOWN_DIMENSION" | "UNKNOWN_REFERENCE" | "IDEMPOTENCY_KEY_REUSED" | "SOURCE_REFUSED" | "RANGE_NOT_KEPT" | "RANGE_NOT_SATISFIABLE" | "HEADERS_TOO_LARGE" | "RATE_LIMITED" | "EXPORT_LIMIT" | "UPLOAD_LIMIT" | "SERIES_LIMIT" | "STREAM_LIMIT" | "CLIENT_CLOSED_REQUEST" | "INTERNAL_ERROR" | "QUERY_TIMEOUT" | "OVERLOADED" | "DEPENDENCY_UNAVAILABLE" | "SOURCE_UNAVAILABLE" | "SHUTTING_DOWN";
            /** @description What happened, for people. Absent on 500. */
            detail?: string;
            /** @description One line per wrong field. */
            details?: string[];
            /**
             * @description Equal to `title`.
             * @example Validation failed
             */
            error: string;
            /** @description Every wrong field. */
            errors?: components["schemas"]["FieldErrorDto"][];
            /**
             * @description Path of the request.
             * @example /api/v1/data/query
             */
            instance: string;
            /** @description Also in the X-Request-Id header. */
            requestId: string;
            /** @description Seconds; also in the Retry-After header. */
            retryAfter?: number;
            /** @example 400 */
            status: number;
            /** Format: date-time */
            timestamp: string;
            /** @example Validation failed */
            title: string;
            /** @example https://vitrine.dev/problems/validation-failed */
            type: string;
        };
        ProposedRolesDto: {
            /**
             * @description What can be grouped by.
             * @example [
             *       "country"
             *     ]
             */
            dimension: string[];
            /**
             * @description When something happened, the likeliest first.
             * @example [
             *       "paid_at"
             *     ]
             */
            time: string[];
            /**
             * @description What can be added up.
             * @example [
             *       "amount"
             *     ]
             */
            value: string[];
        };
        PutCatalogEntryDto: {
            /**
             * @description How the metric is aggregated where a question does not say.
             * @example sum
             * @enum {string|null}
             */
            defaultAggregation?: "sum" | "avg" | "count" | "min" | "max" | "percentile" | "last" | "rate" | null;
            /** @example Money earned, before tax. */
            description?: string | null;
            /**
             * @description Whole days that points are kept; null for ever. Older ones go at the next full hour; their rollups stay.
             * @example 400
             */
            retentionDays?: number | null;
            /**
             * @description Sets of dimensions to keep rollups for, beside those that are kept by themselves. New ones are filled while the metric is in use.
             * @example [
             *       [
             *         "region",
             *         "category"
             *       ]
             *     ]
             */
            rollups?: string[][];
            /** @description Where the points are when they are not stored here: rows of a source, asked each time. Needs `source:write` and no data policy, as does taking it away. */
            source?: components["schemas"]["MetricSourceDto"] | null;
            /**
             * @description Unit of the values.
             * @example USD
             */
            unit?: string | null;
        };
        QueryAnswerDto: {
            data: components["schemas"]["QueryDataDto"];
            meta: components["schemas"]["QueryMetaDto"];
        };
        QueryDataDto: {
            columns: components["schemas"]["ColumnDto"][];
            /**
             * @description Where the query asks for `top` with `other`: the indexes of the rows that stand for all groups but the top.
             * @example [
             *       5
             *     ]
             */
            otherRows?: number[];
            /**
             * @description A cell per column. Times are the start of the bucket in UTC; null where there is no value.
             * @example [
             *       [
             *         "2001-01-01T00:00:00.000Z",
             *         11.25
             *       ]
             *     ]
             */
            rows: ((string | null) | number)[][];
            /**
             * @description By column of numbers, where the query asks for totals.
             * @example {
             *       "flights.delay": 10.5
             *     }
             */
            totals?: {
                [key: string]: number | null;
            };
        };
        QueryExplanationDto: {
            cache: components["schemas"]["ExplainedCacheDto"];
            /** @description Why there are no suggestions. */
            nothing?: string;
            plan: components["schemas"]["ExplainedPlanDto"];
            /**
             * @description How much is told. `policy`: nothing that is counted over points that your data policy hides. `organization`: all of your organization. `installation`: also tables that organizations share.
             * @enum {string}
             */
            scope: "policy" | "organization" | "installation";
            statistics: components["schemas"]["StatementStatisticsDto"];
            suggestions: components["schemas"]["SuggestionDto"][];
        };
        QueryMetaDto: {
            /**
             * @description Whether values are estimates.
             * @example false
             */
            approximate: boolean;
            /** Format: date-time */
            computedAt: string;
            /**
             * Format: date-time
             * @description First moment of the range.
             */
            from: string;
            /**
             * @example 1d
             * @enum {string|null}
             */
            interval: "1m" | "5m" | "15m" | "1h" | "6h" | "1d" | "1w" | "1mo" | null;
            /** @description The range that is compared with. */
            previous?: components["schemas"]["PreviousRangeDto"];
            /**
             * @description With estimates: their greatest error relative to a value.
             * @example 0.01
             */
            relativeError?: number;
            /**
             * @description What answered.
             * @example raw
             */
            source: string;
            /** @example UTC */
            timezone: string;
            /**
             * Format: date-time
             * @description The moment after the last.
             */
            to: string;
            /**
             * @description Milliseconds.
             * @example 12.3
             */
            tookMs: number;
            /**
             * @description Whether there were more rows or metrics than shown.
             * @example false
             */
            truncated: boolean;
        };
        QueryShapeDto: {
            /** @example false */
            compare: boolean;
            /**
             * @description Dimensions that filters look at.
             * @example [
             *       "origin"
             *     ]
             */
            filters: string[];
            /**
             * @example [
             *       "destination"
             *     ]
             */
            groupBy: string[];
            /** @enum {string|null} */
            interval: "1m" | "5m" | "15m" | "1h" | "6h" | "1d" | "1w" | "1mo" | null;
            /**
             * @description What answered.
             * @example raw
             */
            level: string;
            /** @description At most ten. */
            metrics: components["schemas"]["ShapeMeasureDto"][];
            /**
             * @description Metrics beyond those.
             * @example 0
             */
            moreMetrics: number;
            /**
             * @description Dimensions that data policies look at.
             * @example []
             */
            policy: string[];
            /**
             * @description The range is at most so long.
             * @example 31d
             * @enum {string}
             */
            range: "1h" | "6h" | "1d" | "7d" | "31d" | "92d" | "1y" | "more";
            /** @example UTC */
            timezone: string | null;
            /** @example false */
            top: boolean;
        };
        /** @enum {string} */
        Queue: "default" | "bulk";
        RankedSuggestionDto: {
            /** @enum {string} */
            kind: "rollup" | "range" | "timezone" | "exact" | "upkeep" | "partitioning" | "index" | "statistics" | "memory";
            /** @description What the longest took. */
            maxMs: number;
            /**
             * @description Questions that it helps.
             * @example 1204
             */
            queries: number;
            /** @description What was seen, and what would change, with numbers. */
            reason: string;
            /** @description Does what is suggested. */
            request?: components["schemas"]["SuggestedRequestDto"];
            /** @description With `rollup`: what would be kept. */
            rollup?: components["schemas"]["SuggestedRollupDto"];
            /**
             * @description Part of all query time that it would spare.
             * @example 0.4
             */
            saves: number;
            shapes: components["schemas"]["QueryShapeDto"][];
            /**
             * @description Part of all query time that the questions took.
             * @example 0.41
             */
            share: number;
            /** @description How many times fewer rows would be read. */
            speedUp?: number;
            /** @description For whoever administers the database. */
            sql?: string;
            /** @description What they took, in milliseconds. */
            totalMs: number;
        };
        ReadinessDto: {
            /** @description Everything this process cannot work without. */
            checks: components["schemas"]["CheckDto"][];
            /**
             * @example ready
             * @enum {string}
             */
            status: "ready";
        };
        ReceivedDto: {
            /** @description What Slack sent to see whether this URL is yours. */
            challenge?: string;
            /**
             * @description It is written down.
             * @enum {boolean}
             */
            received: true;
        };
        RefreshDto: {
            /**
             * @description The last one given. Each works once, and again for the same client within ten seconds.
             * @example pU5sDSr7wYQ1rJw3Yv2vkq3mO8v1tZ0nXb6cHf9eLgA
             */
            refreshToken: string;
        };
        RehearsalDataDto: {
            /** @description The first 1,000. */
            alarms: components["schemas"]["PastAlarmDto"][];
            evaluations: number;
            /** @description How often it would have fired. */
            fired: number;
            /** @description How often a series would have fired within an hour after it was resolved. */
            flapped: number;
            /** Format: date-time */
            from: string;
            resolved: number;
            /** @description Between two evaluations. */
            stepSeconds: number;
            /** Format: date-time */
            to: string;
        };
        RehearsalDto: {
            data: components["schemas"]["RehearsalDataDto"];
        };
        RehearseAlertDto: {
            /**
             * @description How far back, up to now. At most 300 steps: a long range is looked at in steps longer than the interval.
             * @default 1d
             * @example 7d
             */
            timeRange: string;
        };
        ReplaceDataSourceDto: {
            /**
             * @description How it is reached: its `kind`, and what that kind needs. Secrets are shown as `***`; sent back so they stay as they are, as long as nothing changes that decides where they are sent.
             * @example {
             *       "kind": "postgresql",
             *       "host": "db.example.com",
             *       "port": 5432,
             *       "database": "shop",
             *       "user": "reader",
             *       "password": "a long password"
             *     }
             */
            connection: {
                /** @example postgresql */
                kind: string;
            } & {
                [key: string]: unknown;
            };
            /**
             * @description Whether it may be read.
             * @default true
             */
            enabled: boolean;
            /**
             * @description How its records become points. Null: nothing is made of them.
             * @default null
             * @example {
             *       "rules": [
             *         {
             *           "metric": "revenue",
             *           "value": {
             *             "path": "amount"
             *           },
             *           "timestamp": {
             *             "path": "paid_at"
             *           },
             *           "dimensions": {
             *             "country": {
             *               "path": "country"
             *             }
             *           }
             *         }
             *       ]
             *     }
             */
            mapping: {
                [key: string]: unknown;
            } | null;
            /** @example Orders */
            name: string;
            /**
             * @description When it is read: five fields of cron with a time zone (UTC where none is given), or every so many seconds. Null: when somebody asks for it.
             * @default null
             * @example {
             *       "cron": "*\/15 * * * *",
             *       "timezone": "Europe/Berlin"
             *     }
             */
            schedule: {
                /** @example *\/15 * * * * */
                cron?: string;
                /** @example 300 */
                everySeconds?: number;
                /** @example Europe/Berlin */
                timezone?: string;
            } | null;
            /**
             * @description Follows from the kind; where it is given it must be that of the kind.
             * @example database
             */
            type?: components["schemas"]["SourceType"];
        };
        ReplayDeliveriesDto: {
            /** @description These. */
            ids?: string[];
            /**
             * @description The oldest 500 of this status, where no ids are given.
             * @default failed
             */
            status: components["schemas"]["WebhookDeliveryStatus"];
        };
        ReplayedDto: {
            /** @description How many are tried again. */
            replayed: number;
        };
        ResetPasswordDto: {
            /**
             * Format: password
             * @description 12 to 256 characters, not the email, not a common one.
             * @example three teal otters waltz
             */
            password: string;
            /**
             * @description From the mail. Good once.
             * @example pU5sDSr7wYQ1rJw3Yv2vkq3mO8v1tZ0nXb6cHf9eLgA
             */
            token: string;
        };
        RetriedJobsDataDto: {
            /** @description Whether there may be more that match: ask again. */
            more: boolean;
            /**
             * @description How many were put back.
             * @example 12
             */
            retried: number;
        };
        RetriedJobsDto: {
            data: components["schemas"]["RetriedJobsDataDto"];
        };
        RevisionAuthorDto: {
            /**
             * @description Of the user or API key; for `system` the part of Vitrine that acted.
             * @example 01938f3e-7a51-7c52-9d4f-6a1d2b9e8f00
             */
            id: string;
            /**
             * @example user
             * @enum {string}
             */
            kind: "user" | "apiKey" | "embed" | "system";
            /**
             * @description Of the user as of now; null for others and for users who are gone.
             * @example Ada
             */
            name: string | null;
        };
        RevisionChangeDto: {
            /**
             * @example changed
             * @enum {string}
             */
            action: "created" | "changed" | "added" | "removed";
            /**
             * @description Of the widget.
             * @example Average delay by hour
             */
            title?: string;
            /**
             * @description A field of the dashboard, one of its widgets, or all of it.
             * @example widget
             * @enum {string}
             */
            what: "dashboard" | "widget" | "name" | "description" | "layout" | "filters" | "tags" | "visibility";
            /**
             * Format: uuid
             * @description For a widget.
             * @example 01938f3e-7a51-7c52-9d4f-6a1d2b9e8f02
             */
            widgetId?: string;
        };
        RevisionDto: {
            author: components["schemas"]["RevisionAuthorDto"];
            changes: components["schemas"]["RevisionChangeDto"][];
            /**
             * Format: date-time
             * @example 2026-11-23T18:00:00.000Z
             */
            createdAt: string;
            /**
             * @description Counts the revisions of one dashboard.
             * @example 3
             */
            number: number;
            /**
             * @description The revision that was restored by it.
             * @example null
             */
            restoredFrom: number | null;
            /**
             * @description The changes in words.
             * @example Changed widget “Average delay by hour”
             */
            summary: string;
        };
        RevisionPageDto: {
            data: components["schemas"]["RevisionDto"][];
            page: components["schemas"]["PageInfoDto"];
        };
        /** @enum {string} */
        Role: "super_admin" | "admin" | "analyst" | "viewer";
        RoleDataPolicyDto: {
            /**
             * @example {
             *       "region": [
             *         "emea"
             *       ]
             *     }
             */
            dataPolicy: {
                [key: string]: string[];
            };
            /** @enum {string} */
            role: "super_admin" | "admin" | "analyst" | "viewer";
        };
        RoleDto: {
            /**
             * @description What your organization restricts the role to; `{}`: nothing. Shown with `user:read`.
             * @example {
             *       "region": [
             *         "emea"
             *       ]
             *     }
             */
            dataPolicy?: {
                [key: string]: string[];
            };
            /** @description What the role is for. */
            description: string;
            /**
             * @description Name of the role.
             * @example analyst
             */
            name: components["schemas"]["Role"];
            /**
             * @description What the role allows.
             * @example [
             *       "dashboard:read",
             *       "widget:read",
             *       "data:read"
             *     ]
             */
            permissions: components["schemas"]["Permission"][];
        };
        RoleListDto: {
            data: components["schemas"]["RoleDto"][];
        };
        RollupDto: {
            /**
             * @description Sorted; none: the total.
             * @example [
             *       "category",
             *       "region"
             *     ]
             */
            dimensions: string[];
            /**
             * @description It was asked for; the others are kept by themselves.
             * @example true
             */
            pinned: boolean;
            /**
             * @description False while it is filled: nothing is answered from it yet.
             * @example true
             */
            ready: boolean;
        };
        RotateApiKeyDto: {
            /**
             * @description How long the old key works beside the new one.
             * @default 0
             * @example 3600
             */
            graceSeconds: number;
        };
        RotateEndpointSecretDto: {
            /**
             * @description How long everything is signed with the old secret too.
             * @default 86400
             * @example 3600
             */
            graceSeconds: number;
        };
        RotateWebhookSecretDto: {
            /**
             * @description How long the old secret counts beside the new one.
             * @default 86400
             * @example 3600
             */
            graceSeconds: number;
            /** @description What the sender signs with, where the sender decides it. Absent: one is made. */
            secret?: string;
        };
        RunProblemDto: {
            /** @example rules[0]: value: "n/a" is no number */
            message: string;
            /**
             * @description What its source calls the record, or its number in the run; `lost`: records that were gone before they could be read; `columns`: a dimension whose column a file does not have; `connection`: what of the connection of an API finds nothing in some records, which were read all the same.
             * @example #17
             */
            record: string;
        };
        /** @enum {string} */
        RunStatus: "queued" | "running" | "succeeded" | "failed" | "cancelled";
        /**
         * @description `stream`: a stream is read in one run that goes on all the time, on whichever worker.
         * @enum {string}
         */
        RunTrigger: "manual" | "schedule" | "stream";
        ScheduleMailDto: {
            /** @example sales@example.com */
            address: string;
            /** @description Why the last try failed. */
            error: string | null;
            /** @description Whether the mail has been handed over. */
            status: components["schemas"]["ScheduleMailStatus"];
        };
        /**
         * @description Whether the mail has been handed over.
         * @enum {string}
         */
        ScheduleMailStatus: "pending" | "sent" | "failed";
        ScheduleRunDto: {
            byHand: boolean;
            /** Format: date-time */
            createdAt: string;
            /**
             * Format: date-time
             * @description When it was due, or asked for by hand.
             */
            dueAt: string;
            /** @description Why it failed. */
            error: string | null;
            /** Format: uuid */
            exportId: string | null;
            /** Format: date-time */
            finishedAt: string | null;
            /** Format: uuid */
            id: string;
            mails: components["schemas"]["ScheduleMailDto"][];
            /** @description Earlier runs that were missed, which its mail tells of. */
            missedBefore: number;
            /** @description `missed`: nobody was there to run it; `running`: its file is being made; `sending`: mails are on their way; `sent`; `failed`: no file, or a mail that was given up; `cancelled`: its export was. */
            status: components["schemas"]["ScheduleRunStatus"];
        };
        ScheduleRunPageDto: {
            data: components["schemas"]["ScheduleRunDto"][];
            page?: {
                /** @example 50 */
                limit: number;
                /** @example null */
                nextCursor: string | null;
            };
        };
        /**
         * @description `missed`: nobody was there to run it; `running`: its file is being made; `sending`: mails are on their way; `sent`; `failed`: no file, or a mail that was given up; `cancelled`: its export was.
         * @enum {string}
         */
        ScheduleRunStatus: "missed" | "running" | "sending" | "sent" | "failed" | "cancelled";
        SessionDto: {
            /** Format: date-time */
            createdAt: string;
            /** @description Whether it is the session of this request. */
            current: boolean;
            /**
             * Format: date-time
             * @description When it ends unless it is refreshed before.
             */
            expiresAt: string;
            /** Format: uuid */
            id: string;
            /**
             * Format: date-time
             * @description Last login or refresh.
             */
            lastUsedAt: string;
            /**
             * @description User-Agent of the login.
             * @example curl/8.14.1
             */
            userAgent: string | null;
        };
        SessionPageDto: {
            data: components["schemas"]["SessionDto"][];
            page?: {
                /** @example 50 */
                limit: number;
                /** @example null */
                nextCursor: string | null;
            };
        };
        SetDataPolicyDto: {
            /**
             * @description Of each dimension the values that may be seen: a point is visible when, for every dimension named, its value is listed. An empty list shows nothing; `{}` restricts nothing.
             * @example {
             *       "region": [
             *         "emea"
             *       ]
             *     }
             */
            dataPolicy: {
                [key: string]: string[];
            };
        };
        ShapeMeasureDto: {
            /** @enum {string} */
            aggregation: "sum" | "avg" | "count" | "min" | "max" | "percentile" | "last" | "rate" | "countDistinct";
            dimension?: string;
            exact?: boolean;
            /** @example flights.delay */
            metric: string;
            percentile?: number;
        };
        ShareDto: {
            /**
             * @description At most what the permissions of the roles allow: a viewer with `write` reads.
             * @example read
             * @enum {string}
             */
            access: "read" | "write";
            /**
             * @description Everybody in the organization who has it. Either this or `userId`.
             * @example viewer
             * @enum {string}
             */
            role?: "super_admin" | "admin" | "analyst" | "viewer";
            /**
             * Format: uuid
             * @description A user of the organization. Either this or `role`.
             * @example 01938f3e-7a51-7c52-9d4f-6a1d2b9e8f00
             */
            userId?: string;
        };
        SharesDto: {
            /** @description Each user and role once. */
            shares: components["schemas"]["ShareDto"][];
        };
        ShiftDto: {
            /**
             * @description How much earlier: days and longer on the time zone's calendar. At most 5 years.
             * @example 7d
             */
            shift: string;
        };
        SilenceAlertDto: {
            /**
             * @description For how long nothing is told, up to `30d`; `0s` ends a silence.
             * @example 2h
             */
            for: string;
            /** @example The shop is being rebuilt */
            reason?: string;
        };
        SilenceDto: {
            /** @example The north is being rebuilt */
            comment: string;
            /** Format: date-time */
            createdAt: string;
            /** @description The user or API key that made it. */
            createdBy: string;
            /** Format: date-time */
            endsAt: string;
            /** Format: uuid */
            id: string;
            matchers: components["schemas"]["MatcherDto"][];
            /** Format: date-time */
            startsAt: string;
            /** @description Whether it has begun, or is over. */
            state: components["schemas"]["SilenceState"];
            /**
             * @description Also the ETag.
             * @example 1
             */
            version: number;
        };
        SilencePageDto: {
            data: components["schemas"]["SilenceDto"][];
            page?: {
                /** @example 50 */
                limit: number;
                /** @example null */
                nextCursor: string | null;
            };
        };
        /** @enum {string} */
        SilenceState: "pending" | "active" | "ended";
        SourceColumnDto: {
            /** @example paid_at */
            name: string;
            /**
             * @description The type's name in the source.
             * @example timestamp with time zone
             */
            nativeType: string;
            nullable: boolean;
            /**
             * @description At most five values as text.
             * @example [
             *       "2026-11-01T00:00:00.000Z"
             *     ]
             */
            samples: string[];
            /** @example datetime */
            type: components["schemas"]["SourceColumnType"];
        };
        /** @enum {string} */
        SourceColumnType: "string" | "number" | "boolean" | "datetime" | "date" | "json" | "other";
        SourceRunDto: {
            /**
             * @description Points that were stored.
             * @example 11990
             */
            accepted: number;
            /** Format: date-time */
            createdAt: string;
            /**
             * @description Points that were stored before.
             * @example 0
             */
            duplicates: number;
            /**
             * @description Why it failed, or why it is tried again.
             * @example null
             */
            error: string | null;
            /** @description The first 20. */
            errors: components["schemas"]["RunProblemDto"][];
            /** Format: date-time */
            finishedAt: string | null;
            /** Format: uuid */
            id: string;
            /**
             * @description Records that wait in the source; null where it cannot say.
             * @example null
             */
            lag: number | null;
            /**
             * @description 0 to 100; null where the source cannot say how much there is.
             * @example 100
             */
            progress: number | null;
            /**
             * @description Records of which nothing was stored.
             * @example 10
             */
            rejected: number;
            /**
             * @description Records.
             * @example 12000
             */
            rowsRead: number;
            /** Format: uuid */
            sourceId: string;
            /** Format: date-time */
            startedAt: string | null;
            /** @example succeeded */
            status: components["schemas"]["RunStatus"];
            /**
             * @description `stream`: a stream is read in one run that goes on all the time, on whichever worker.
             * @example manual
             */
            trigger: components["schemas"]["RunTrigger"];
        };
        SourceRunPageDto: {
            data: components["schemas"]["SourceRunDto"][];
            page?: {
                /** @example 50 */
                limit: number;
                /** @example null */
                nextCursor: string | null;
            };
        };
        SourceSchemaDto: {
            tables: components["schemas"]["SourceTableDto"][];
            /** @description Whether there are more tables than are shown. */
            truncated: boolean;
        };
        SourceTableDto: {
            columns: components["schemas"]["SourceColumnDto"][];
            /** @example orders */
            name: string;
            /** @description What its columns could be for metrics; a guess. */
            proposed: components["schemas"]["ProposedRolesDto"];
            /**
             * @description Schema, database or folder.
             * @example public
             */
            schema: string | null;
        };
        SourceTestDto: {
            /**
             * @description The same in words.
             * @example null
             */
            message: string | null;
            /** @example true */
            ok: boolean;
            /**
             * @description Why not. `unreachable` does not say whether the name, the address or the port is wrong.
             * @example null
             * @enum {string|null}
             */
            reason: "unreachable" | "certificate" | "credentials" | "timeout" | "broken" | "missing" | "failed" | "invalid" | "refused" | "busy" | "too-large" | "aborted" | null;
            /**
             * @description Milliseconds.
             * @example 12
             */
            tookMs: number;
        };
        /**
         * @description What kind of place it is.
         * @enum {string}
         */
        SourceType: "database" | "file" | "api" | "stream";
        StatDisplay: {
            /**
             * @description Digits after the point; absent: as many as fit.
             * @example 1
             */
            decimals?: number;
            /** @description In ascending order of value. */
            thresholds?: components["schemas"]["Threshold"][];
            /**
             * @description Shown behind numbers; absent: the unit of the metric.
             * @example min
             */
            unit?: string;
        };
        StatementStatisticsDto: {
            /** @description Whether the database has counted the statement. */
            available: boolean;
            /** @description Blocks of 8 kB from outside of the memory. */
            blocksRead?: number;
            /** @example 1204 */
            calls?: number;
            maxMs?: number;
            /** @example 3.2 */
            meanMs?: number;
            /** @description Why there are none. */
            reason?: string;
            /** @description Rows that it gave. */
            rows?: number;
            /** @description Blocks of temporary files. */
            tempBlocksWritten?: number;
            totalMs?: number;
        };
        StreamTicketDto: {
            /**
             * @description Seconds in which it must be used.
             * @example 60
             */
            expiresIn: number;
            /**
             * @description For `?ticket=` of a stream, once.
             * @example vst_Vt5Yo3tHhC8M0oI6iV2mYc1n0l3p8Xq4r7s9t2u5v8w
             */
            ticket: string;
        };
        SuggestedRequestDto: {
            body?: {
                [key: string]: unknown;
            };
            /**
             * @example PUT
             * @enum {string}
             */
            method: "GET" | "POST" | "PUT";
            /** @example /api/v1/data/catalog/flights.delay */
            path: string;
        };
        SuggestedRollupDto: {
            /** @description Room that they would take. */
            bytes: number;
            /**
             * @example [
             *       "destination",
             *       "origin"
             *     ]
             */
            dimensions: string[];
            /**
             * @description Combinations of values.
             * @example 4812
             */
            groups: number;
            /** @example flights.delay */
            metric: string;
            /** @description Rows of all levels that it would have by now. */
            rows: number;
        };
        SuggestionDto: {
            /** @enum {string} */
            kind: "rollup" | "range" | "timezone" | "exact" | "upkeep" | "partitioning" | "index" | "statistics" | "memory";
            /** @description What was seen, and what would change, with numbers. */
            reason: string;
            /** @description Does what is suggested. */
            request?: components["schemas"]["SuggestedRequestDto"];
            /** @description With `rollup`: what would be kept. */
            rollup?: components["schemas"]["SuggestedRollupDto"];
            /** @description How many times fewer rows would be read. */
            speedUp?: number;
            /** @description For whoever administers the database. */
            sql?: string;
        };
        SuggestionListDto: {
            /**
             * Format: date
             * @description First day that was looked at, UTC.
             */
            from: string;
            /** @description Part of that time of the shapes that were planned again. */
            lookedAt: number;
            /** @description Why there are none. */
            nothing?: string;
            /** @description Questions that were computed, not answered from the cache. */
            queries: number;
            /** @description Those that spare most first. */
            suggestions: components["schemas"]["RankedSuggestionDto"][];
            /**
             * Format: date
             * @description Last day.
             */
            to: string;
            /** @description What they took, in milliseconds. */
            totalMs: number;
        };
        SyncSourceDto: {
            /**
             * @description From the beginning instead of from where the last run ended. The same points are not stored twice: a record whose dimensions are others now (in the source, or by a changed mapping) makes a second point beside the old one, and one whose value is another now keeps the old value. Delete the points first to have them read anew.
             * @default false
             */
            full: boolean;
        };
        TableColumn: {
            /**
             * @description Digits after the point; absent: as many as fit.
             * @example 1
             */
            decimals?: number;
            /** @example false */
            hidden?: boolean;
            /**
             * @description A column of the answer: `time`, a groupBy, a metric’s `as`, or what `compare` adds.
             * @example origin
             */
            name: string;
            /**
             * @description Its heading; absent: its name.
             * @example From
             */
            title?: string;
            /**
             * @description Shown behind numbers; absent: the unit of the metric.
             * @example min
             */
            unit?: string;
        };
        TableDisplay: {
            /** @description In the order shown; columns that are not named come after them. */
            columns?: components["schemas"]["TableColumn"][];
        };
        TableScanDto: {
            /**
             * @description Rows that the database expected.
             * @example 9
             */
            expected: number;
            /** @example rollup_1d_pkey */
            index?: string;
            /**
             * @description How often it was begun.
             * @example 1
             */
            loops: number;
            /** @example Index Scan */
            node: string;
            /**
             * @description Rows that it read and threw away.
             * @example 0
             */
            removed: number;
            /**
             * @description Rows that it gave.
             * @example 7
             */
            rows: number;
            /** @example rollup_1d */
            table: string;
        };
        TextDisplay: {
            /**
             * @description Markdown. Whoever renders it makes its HTML safe.
             * @example ## Notes
             */
            markdown: string;
        };
        /** @enum {string} */
        Theme: "light" | "dark" | "system";
        Threshold: {
            /**
             * @description Hexadecimal, as in CSS.
             * @example #d64545
             */
            color: string;
            /** @example 15 */
            value: number;
        };
        TimeRangeDto: {
            /**
             * @description First moment. A date is the start of that day in the time zone; a time needs an offset or Z.
             * @example 2001-01-01
             */
            from: string;
            /**
             * @description The moment after the last.
             * @example 2001-01-08
             */
            to: string;
        };
        TokensDto: {
            /** @description JWT for `Authorization: Bearer`. */
            accessToken: string;
            /**
             * @description Life of the access token in seconds.
             * @example 900
             */
            expiresIn: number;
            /**
             * @description For `POST /auth/refresh`. Keep it secret.
             * @example pU5sDSr7wYQ1rJw3Yv2vkq3mO8v1tZ0nXb6cHf9eLgA
             */
            refreshToken: string;
            /**
             * @example Bearer
             * @enum {string}
             */
            tokenType: "Bearer";
            user: components["schemas"]["UserDto"];
        };
        TopDto: {
            /**
             * @description The measure whose value over the whole range decides. Default: the first.
             * @example flights.delay
             */
            by?: string;
            /** @example 5 */
            n: number;
            /** @description Whether the rest is one group more, `$other` in every group column (`otherRows` tells which rows), or left out. Default: false. */
            other?: boolean;
        };
        TryConnectionDto: {
            /**
             * @description How it is reached: its `kind`, and what that kind needs. Secrets are shown as `***`; sent back so they stay as they are, as long as nothing changes that decides where they are sent.
             * @example {
             *       "kind": "postgresql",
             *       "host": "db.example.com",
             *       "port": 5432,
             *       "database": "shop",
             *       "user": "reader",
             *       "password": "a long password"
             *     }
             */
            connection: {
                /** @example postgresql */
                kind: string;
            } & {
                [key: string]: unknown;
            };
        };
        UpdateAlertDto: {
            /**
             * @description `{type: "mail", to: [addresses]}`, `{type: "admins"}`, a mail to each administrator that there is then, and `{type: "slack", url}`, an incoming webhook of Slack or whatever reads the same JSON. URLs are shown masked; a masked one sent back stays what it was. Endpoints of webhooks hear `alert.*` in any case.
             * @example [
             *       {
             *         "type": "mail",
             *         "to": [
             *           "on-call@example.com"
             *         ]
             *       }
             *     ]
             */
            channels?: {
                [key: string]: unknown;
            }[];
            /**
             * @description `{operator: "gt"|"lt", value}`, `{operator: "between", from, to}`, `{operator: "change", percent, direction: "up"|"down"|"any"}` against the period before, or `{operator: "noData"}`. `column` names the column where the query has several measures.
             * @example {
             *       "operator": "lt",
             *       "value": 100
             *     }
             */
            condition?: {
                [key: string]: unknown;
            };
            /** @default true */
            enabled: boolean;
            /**
             * @description What a query that fails means.
             * @default error
             */
            error: components["schemas"]["AlertErrorPolicy"];
            /**
             * @description How long the condition must hold without a break before it fires: `<n>s`, `<n>m`, `<n>h`, `<n>d`.
             * @default 0s
             * @example 5m
             */
            for: string;
            /**
             * @description How often it is evaluated at least, from `10s` to `1d`; besides that whenever its points change.
             * @default 1m
             * @example 1m
             */
            interval: string;
            /**
             * @description At most 20, told along.
             * @example {
             *       "team": "sales"
             *     }
             */
            labels?: {
                [key: string]: string;
            };
            /** @example Revenue fell */
            name?: string;
            /**
             * @description What no data means: a state of its own, an alarm, all well, or what was before.
             * @default noData
             */
            noData: components["schemas"]["NoDataPolicy"];
            /**
             * @description A MetricQuery: one number per group over a range that ends now: a relative `timeRange`, without `interval`, `compare`, `top`, `totals`, `having`, `fill`, `orderBy`, `limit`. Each group is a series with a state of its own.
             * @example {
             *       "metrics": [
             *         {
             *           "metric": "revenue",
             *           "aggregation": "sum"
             *         }
             *       ],
             *       "timeRange": "15m"
             *     }
             */
            query?: {
                [key: string]: unknown;
            };
            /**
             * @description Threshold of recovery: a value with `gt` and `lt`, a distance with `between`, a percentage with `change`. What fires goes on until it is reached. Null: the condition itself decides.
             * @default null
             * @example 120
             */
            recover: number | null;
            /**
             * @description After how long an alarm that lasts is told of once more, from `1m`; null: never.
             * @default null
             * @example 4h
             */
            repeat: string | null;
            /** @default warning */
            severity: components["schemas"]["AlertSeverity"];
            /**
             * @description `{title, body}`: plain texts with placeholders `{{name}}` `{{state}}` `{{severity}}` `{{condition}}` `{{series}}` `{{count}}` `{{value}}` `{{reason}}` `{{at}}` `{{alertId}}` `{{labels.<name>}}` `{{group.<dimension>}}` (of the first series), that take the place of the usual texts of mails and chats; null: the usual one.
             * @example {
             *       "title": "{{state}}: {{name}}",
             *       "body": "{{series}}"
             *     }
             */
            templates?: {
                [key: string]: string | null;
            };
        };
        UpdateApiKeyDto: {
            /**
             * @description The routes it may call, as method and template of the route; `*` is one segment, at the end one or more. Null: every route that the permissions allow.
             * @example [
             *       "GET /api/v1/data/*"
             *     ]
             */
            allowedEndpoints?: string[] | null;
            /**
             * @description Of each dimension the values that it sees, beside its creator's own data policy.
             * @example {
             *       "region": [
             *         "emea"
             *       ]
             *     }
             */
            dataPolicy?: {
                [key: string]: string[];
            } | null;
            /**
             * Format: date-time
             * @description When it stops working. Null: never.
             * @example 2030-01-01T00:00:00Z
             */
            expiresAt?: string | null;
            /** @description Limits of its own; they replace those of the areas. Null or empty: the limits of the areas. */
            limits?: components["schemas"]["KeyLimitsDto"] | null;
            /** @example Nightly report */
            name?: string;
            /**
             * @description What it may do at most. It never may do more than its creator does at that moment.
             * @example [
             *       "data:read"
             *     ]
             */
            permissions?: components["schemas"]["ApiKeyPermission"][];
        };
        UpdateDashboardDto: {
            /** @example How late US flights were in the first days of 2001. */
            description?: string;
            /**
             * @description Filters as in a MetricQuery, AND-ed to the query of each widget whose metrics have the dimension.
             * @example [
             *       {
             *         "dimension": "origin",
             *         "operator": "in",
             *         "values": [
             *           "ATL",
             *           "ORD"
             *         ]
             *       }
             *     ]
             */
            filters?: (components["schemas"]["ConditionDto"] | components["schemas"]["OrDto"] | components["schemas"]["AndDto"])[];
            /** @description The only truth of positions. */
            layout?: components["schemas"]["LayoutDto"];
            /**
             * @description Shown as its title.
             * @example Flight delays
             */
            name?: string;
            /**
             * @description Each 1 to 50 characters, none twice.
             * @example [
             *       "flights",
             *       "demo"
             *     ]
             */
            tags?: string[];
            /**
             * @description `private`: its owner, admins and whom it is shared with see it. `organization`: everybody in the organization does.
             * @example organization
             */
            visibility?: components["schemas"]["Visibility"];
        };
        UpdateDataSourceDto: {
            /**
             * @description How it is reached: its `kind`, and what that kind needs. Secrets are shown as `***`; sent back so they stay as they are, as long as nothing changes that decides where they are sent.
             * @example {
             *       "kind": "postgresql",
             *       "host": "db.example.com",
             *       "port": 5432,
             *       "database": "shop",
             *       "user": "reader",
             *       "password": "a long password"
             *     }
             */
            connection?: {
                /** @example postgresql */
                kind?: string;
            } & {
                [key: string]: unknown;
            };
            /** @description Whether it may be read. */
            enabled?: boolean;
            /**
             * @description How its records become points. Null: nothing is made of them.
             * @example {
             *       "rules": [
             *         {
             *           "metric": "revenue",
             *           "value": {
             *             "path": "amount"
             *           },
             *           "timestamp": {
             *             "path": "paid_at"
             *           },
             *           "dimensions": {
             *             "country": {
             *               "path": "country"
             *             }
             *           }
             *         }
             *       ]
             *     }
             */
            mapping?: {
                [key: string]: unknown;
            } | null;
            /** @example Orders */
            name?: string;
            /**
             * @description When it is read: five fields of cron with a time zone (UTC where none is given), or every so many seconds. Null: when somebody asks for it.
             * @example {
             *       "cron": "*\/15 * * * *",
             *       "timezone": "Europe/Berlin"
             *     }
             */
            schedule?: {
                /** @example *\/15 * * * * */
                cron?: string;
                /** @example 300 */
                everySeconds?: number;
                /** @example Europe/Berlin */
                timezone?: string;
            } | null;
            /**
             * @description Follows from the kind; where it is given it must be that of the kind.
             * @example database
             */
            type?: components["schemas"]["SourceType"];
        };
        UpdateExportScheduleDto: {
            /**
             * @description Five fields as in crontab: minute, hour, day of the month, month, day of the week, on the clock of `timezone`; every 5 minutes at most. A local time that does not exist is run at the first instant after it, one that comes twice the first time.
             * @example 0 8 * * MON-FRI
             */
            cron?: string;
            /**
             * Format: uuid
             * @description What is exported; or `query`.
             */
            dashboardId?: string | null;
            /**
             * @description How mails bring the file: a link that works once, or the file itself if it is small enough.
             * @default link
             * @enum {string}
             */
            delivery: "link" | "attachment";
            /** @default true */
            enabled: boolean;
            /**
             * @description AND-ed to the filters of dashboard and widgets.
             * @example region:emea
             */
            filters?: string | null;
            /**
             * @description `pdf` and `png` of dashboards alone.
             * @example pdf
             * @enum {string}
             */
            format?: "csv" | "xlsx" | "pdf" | "png" | "json" | "parquet";
            /** @description What mails say first. */
            message?: string | null;
            /** @example Weekly sales */
            name?: string;
            /** @description A MetricQuery that is exported instead of a dashboard. */
            query?: {
                [key: string]: unknown;
            } | null;
            /**
             * @description `{type: "mail", address}`, and `{type: "webhook"}` for the endpoints of webhooks that ask for `export.ready`; without it they hear nothing of this schedule.
             * @example [
             *       {
             *         "type": "mail",
             *         "address": "sales@example.com"
             *       }
             *     ]
             */
            recipients?: {
                /**
                 * Format: email
                 * @description Of `mail`.
                 */
                address?: string;
                /** @enum {string} */
                type: "mail" | "webhook";
            }[];
            /**
             * @description Of a query.
             * @default aggregates
             * @enum {string}
             */
            rows: "aggregates" | "points";
            /** @description Of the mails; else the name. */
            subject?: string | null;
            /**
             * @description Replaces the time range of every widget: `<n>(m|h|d|w|mo|y)`.
             * @example 7d
             */
            timerange?: string | null;
            /**
             * @description IANA name: of the clock that `cron` means, and of the times in a dashboard’s file.
             * @default UTC
             * @example Europe/Berlin
             */
            timezone: string;
        };
        UpdateUserDto: {
            /**
             * Format: email
             * @description A change ends the sessions of the user.
             * @example ada@example.com
             */
            email?: string;
            /** @example Ada King */
            name?: string;
            /**
             * Format: password
             * @description 12 to 256 characters, not the email, not a common one. A change ends the sessions of the user.
             * @example three teal otters waltz
             */
            password?: string;
            /**
             * @description Replaces all roles. Takes effect at once; a new right arrives with the next access token.
             * @example [
             *       "viewer"
             *     ]
             */
            roles?: components["schemas"]["Role"][];
            /**
             * @description A disabled user cannot sign in; its sessions end at once. One that never had a password is `invited` again when it is made `active` without one.
             * @example disabled
             * @enum {string}
             */
            status?: "active" | "disabled";
        };
        UpdateWebhookEndpointDto: {
            /** @description True also ends that it was disabled for failing. */
            enabled?: boolean;
            /**
             * @description What it hears of.
             * @example [
             *       "export.ready"
             *     ]
             */
            events?: components["schemas"]["WebhookEvent"][];
            /**
             * @description Of members of `data` the values of which one must be there; null: all events.
             * @example {
             *       "dashboardId": [
             *         "01938f3e-7a51-7c52-9d4f-6a1d2b9e8f01"
             *       ]
             *     }
             */
            filters?: {
                [key: string]: string[];
            } | null;
            /** @example Our chat */
            name?: string;
            /**
             * Format: uri
             * @description http or https, on the internet or allowed by OUTBOUND_ALLOW; without user name and password.
             * @example https://hooks.example.com/vitrine
             */
            url?: string;
        };
        UpdateWebhookSourceDto: {
            /** @description JMESPath into the payload to what names a delivery, the same whenever it is sent again. Null: where its scheme says. */
            deliveryIdPath?: string | null;
            enabled?: boolean;
            /**
             * @description How payloads become points, by rules with JMESPath expressions. Null: deliveries are kept and nothing is made of them.
             * @example {
             *       "rules": [
             *         {
             *           "when": "type == 'order.paid'",
             *           "each": "items",
             *           "metric": "revenue",
             *           "value": {
             *             "path": "amount"
             *           },
             *           "timestamp": {
             *             "path": "created",
             *             "of": "payload",
             *             "format": "unix"
             *           },
             *           "dimensions": {
             *             "channel": "shop",
             *             "country": {
             *               "path": "country",
             *               "of": "payload"
             *             }
             *           }
             *         }
             *       ]
             *     }
             */
            mapping?: {
                [key: string]: unknown;
            } | null;
            /** @example Shop orders */
            name?: string;
        };
        UpdateWidgetDto: {
            config?: components["schemas"]["WidgetConfigDto"];
            /** @example Average delay by hour */
            title?: string;
            /** @example line */
            type?: components["schemas"]["WidgetType"];
        };
        UploadedFileDto: {
            /** @example 48219 */
            bytes: number;
            /** @description Of the first sheet where there are several. Null: see `problem`. */
            columns: components["schemas"]["SourceColumnDto"][] | null;
            /** Format: date-time */
            createdAt: string;
            /** @description What its first bytes say. */
            format: components["schemas"]["FileFormat"];
            /** Format: uuid */
            id: string;
            /**
             * @description What it was called where it came from.
             * @example sales.csv
             */
            name: string;
            /**
             * @description Why it cannot be read as it is. A source may say more about it, such as the delimiter, and read it still.
             * @example null
             */
            problem: string | null;
            /**
             * @description Of its bytes, as hexadecimal digits.
             * @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
             */
            sha256: string;
            /**
             * @description Always 1: files do not change.
             * @example 1
             */
            version: number;
        };
        UploadedFilePageDto: {
            data: components["schemas"]["UploadedFileDto"][];
            page?: {
                /** @example 50 */
                limit: number;
                /** @example null */
                nextCursor: string | null;
            };
        };
        UploadFormDto: {
            /**
             * Format: binary
             * @description CSV, JSON, NDJSON, Parquet or XLSX.
             * @example day,amount
             *     2026-01-01,12.5
             */
            file: string;
        };
        UsageDayDto: {
            /**
             * @description Of the bodies of answers, as sent. Streams are not counted.
             * @example 51200
             */
            bytes: number;
            /**
             * Format: date
             * @description UTC.
             * @example 2026-11-24
             */
            day: string;
            /**
             * @description Answered with 4xx or 5xx, but 429.
             * @example 3
             */
            errors: number;
            /**
             * @description Refused by a limit: 429.
             * @example 1
             */
            rejected: number;
            /**
             * @description Every request with the key, however answered.
             * @example 120
             */
            requests: number;
        };
        UserDataPolicyDto: {
            /**
             * @description The user's own; `{}` restricts nothing.
             * @example {
             *       "region": [
             *         "emea"
             *       ]
             *     }
             */
            dataPolicy: {
                [key: string]: string[];
            };
            /**
             * @description What holds: its own and those of its roles together.
             * @example {
             *       "region": [
             *         "emea"
             *       ]
             *     }
             */
            effective: {
                [key: string]: string[];
            };
            /** Format: uuid */
            userId: string;
        };
        UserDto: {
            /** Format: date-time */
            createdAt: string;
            /**
             * Format: email
             * @example ada@example.com
             */
            email: string;
            /** Format: uuid */
            id: string;
            /** @example Ada Lovelace */
            name: string;
            /** Format: uuid */
            organizationId: string;
            /**
             * @example [
             *       "analyst"
             *     ]
             */
            roles: components["schemas"]["Role"][];
            /** @example active */
            status: components["schemas"]["UserStatus"];
            /** Format: date-time */
            updatedAt: string;
            /**
             * @description Also the ETag.
             * @example 1
             */
            version: number;
        };
        UserPageDto: {
            data: components["schemas"]["UserDto"][];
            page?: {
                /** @example 50 */
                limit: number;
                /** @example null */
                nextCursor: string | null;
            };
        };
        /** @enum {string} */
        UserStatus: "active" | "invited" | "disabled";
        VersionsDto: {
            /** @example 24.21.0 */
            node: string;
            /** @example 0.1.0 */
            vitrine: string;
        };
        /**
         * @description `private`: its owner, admins and whom it is shared with see it. `organization`: everybody in the organization does.
         * @enum {string}
         */
        Visibility: "private" | "organization";
        WebhookAttemptDto: {
            /** Format: date-time */
            at: string;
            durationMs: number;
            error: string | null;
            /** @description The beginning of the answer. */
            response: string | null;
            status: number | null;
        };
        WebhookDeliveryDetailDto: {
            /** @description Points that were stored. */
            accepted: number | null;
            /** @description How often it was tried. */
            attempts: number;
            /** @description What was sent, as text. */
            body: string;
            /** @description Size of the body. */
            bytes: number;
            contentType: string | null;
            /** @description What the sender calls it. */
            deliveryId: string | null;
            /** @description Points that had been stored before. */
            duplicates: number | null;
            /** @description Why it did not become points. */
            error: string | null;
            /** @description Those that say what it is about; nothing that proves who sent it is kept. */
            headers: {
                [key: string]: string;
            };
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            processedAt: string | null;
            /** Format: date-time */
            receivedAt: string;
            /** @description How often somebody asked for it again. */
            replays: number;
            /** @description `queued` waits or is tried again, `processed` became points, `ignored` is kept and became none, `failed` needs somebody: the dead letters. */
            status: components["schemas"]["WebhookDeliveryStatus"];
        };
        WebhookDeliveryDto: {
            /** @description Points that were stored. */
            accepted: number | null;
            /** @description How often it was tried. */
            attempts: number;
            /** @description Size of the body. */
            bytes: number;
            /** @description What the sender calls it. */
            deliveryId: string | null;
            /** @description Points that had been stored before. */
            duplicates: number | null;
            /** @description Why it did not become points. */
            error: string | null;
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            processedAt: string | null;
            /** Format: date-time */
            receivedAt: string;
            /** @description How often somebody asked for it again. */
            replays: number;
            /** @description `queued` waits or is tried again, `processed` became points, `ignored` is kept and became none, `failed` needs somebody: the dead letters. */
            status: components["schemas"]["WebhookDeliveryStatus"];
        };
        WebhookDeliveryPageDto: {
            data: components["schemas"]["WebhookDeliveryDto"][];
            page?: {
                /** @example 50 */
                limit: number;
                /** @example null */
                nextCursor: string | null;
            };
        };
        /** @enum {string} */
        WebhookDeliveryStatus: "queued" | "processed" | "ignored" | "failed";
        WebhookEndpointDto: {
            /** Format: date-time */
            createdAt: string;
            /**
             * @description `gone`: it answered 410. `failing`: nothing reached it for days. `user`: somebody did it.
             * @enum {string|null}
             */
            disabledBecause: "gone" | "failing" | "user" | null;
            enabled: boolean;
            /**
             * @description What it hears of.
             * @example [
             *       "export.ready"
             *     ]
             */
            events: components["schemas"]["WebhookEvent"][];
            /**
             * Format: date-time
             * @description Nothing has reached it since.
             */
            failingSince: string | null;
            /**
             * @description Of members of `data` the values of which one must be there; null: all events.
             * @example {
             *       "dashboardId": [
             *         "01938f3e-7a51-7c52-9d4f-6a1d2b9e8f01"
             *       ]
             *     }
             */
            filters: {
                [key: string]: string[];
            } | null;
            /** Format: uuid */
            id: string;
            /** @example Our chat */
            name: string;
            /**
             * Format: date-time
             * @description Until when everything is signed with the secret before the last rotation too.
             */
            previousSecretValidUntil: string | null;
            /**
             * @description Shown once, when it is made; else `***`.
             * @example ***
             */
            secret: string;
            /** Format: date-time */
            updatedAt: string;
            /**
             * Format: uri
             * @description http or https, on the internet or allowed by OUTBOUND_ALLOW; without user name and password.
             * @example https://hooks.example.com/vitrine
             */
            url: string;
            /**
             * @description Also the ETag.
             * @example 1
             */
            version: number;
        };
        WebhookEndpointPageDto: {
            data: components["schemas"]["WebhookEndpointDto"][];
            page?: {
                /** @example 50 */
                limit: number;
                /** @example null */
                nextCursor: string | null;
            };
        };
        /**
         * @description What it hears of.
         * @enum {string}
         */
        WebhookEvent: "alert.error" | "alert.fired" | "alert.no-data" | "alert.resolved" | "dashboard.deleted" | "dashboard.updated" | "export.failed" | "export.ready" | "source.failed";
        WebhookMessageDetailDto: {
            attempts: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            deliveredAt: string | null;
            /** @example export.ready */
            event: string;
            /**
             * Format: uuid
             * @description Sent as `webhook-id`, the same at each try.
             */
            id: string;
            /** @description Why the last try failed. */
            lastError: string | null;
            /** @description HTTP status of the last answer. */
            lastStatus: number | null;
            /** @description The latest first. */
            log: components["schemas"]["WebhookAttemptDto"][];
            /** Format: date-time */
            nextAttemptAt: string | null;
            /** @description The body, byte for byte. */
            payload: string;
            /** @description `pending` waits for its next try, `failed` is not tried any more. */
            status: components["schemas"]["WebhookMessageStatus"];
        };
        WebhookMessageDto: {
            attempts: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            deliveredAt: string | null;
            /** @example export.ready */
            event: string;
            /**
             * Format: uuid
             * @description Sent as `webhook-id`, the same at each try.
             */
            id: string;
            /** @description Why the last try failed. */
            lastError: string | null;
            /** @description HTTP status of the last answer. */
            lastStatus: number | null;
            /** Format: date-time */
            nextAttemptAt: string | null;
            /** @description `pending` waits for its next try, `failed` is not tried any more. */
            status: components["schemas"]["WebhookMessageStatus"];
        };
        WebhookMessagePageDto: {
            data: components["schemas"]["WebhookMessageDto"][];
            page?: {
                /** @example 50 */
                limit: number;
                /** @example null */
                nextCursor: string | null;
            };
        };
        /**
         * @description `pending` waits for its next try, `failed` is not tried any more.
         * @enum {string}
         */
        WebhookMessageStatus: "pending" | "delivered" | "failed";
        WebhookPreviewDto: {
            /** @description What names the delivery. Null: each delivery is another one. */
            deliveryId: string | null;
            /** @description Why nothing would be stored; empty when it would be. */
            errors: string[];
            /** @description What it would become. */
            points: components["schemas"]["PreviewedPointDto"][];
        };
        /**
         * @description How the sender signs: `standard` is Standard Webhooks, or `X-Webhook-Signature: sha256=<hex>`; the others are the ways of these vendors.
         * @enum {string}
         */
        WebhookScheme: "standard" | "github" | "stripe" | "shopify" | "slack" | "gitlab";
        WebhookSourceDto: {
            /** Format: date-time */
            createdAt: string;
            /** @description JMESPath into the payload to what names a delivery, the same whenever it is sent again. Null: where its scheme says. */
            deliveryIdPath: string | null;
            enabled: boolean;
            /** Format: uuid */
            id: string;
            /** @description It is the source of WEBHOOK_SECRET. */
            managed: boolean;
            /**
             * @description How payloads become points, by rules with JMESPath expressions. Null: deliveries are kept and nothing is made of them.
             * @example {
             *       "rules": [
             *         {
             *           "when": "type == 'order.paid'",
             *           "each": "items",
             *           "metric": "revenue",
             *           "value": {
             *             "path": "amount"
             *           },
             *           "timestamp": {
             *             "path": "created",
             *             "of": "payload",
             *             "format": "unix"
             *           },
             *           "dimensions": {
             *             "channel": "shop",
             *             "country": {
             *               "path": "country",
             *               "of": "payload"
             *             }
             *           }
             *         }
             *       ]
             *     }
             */
            mapping: {
                [key: string]: unknown;
            } | null;
            /** @example Shop orders */
            name: string;
            /**
             * Format: date-time
             * @description Until when the secret before the last rotation counts; null when it does not.
             */
            previousSecretValidUntil: string | null;
            /**
             * @description How the sender signs: `standard` is Standard Webhooks, or `X-Webhook-Signature: sha256=<hex>`; the others are the ways of these vendors.
             * @example standard
             */
            scheme: components["schemas"]["WebhookScheme"];
            /**
             * @description Shown once, when it is made; else `***`.
             * @example ***
             */
            secret: string;
            /** @description Its name in the URL, POST /api/v1/webhooks/{slug}; unique in the installation. */
            slug: string;
            /** Format: date-time */
            updatedAt: string;
            /**
             * @description Also the ETag.
             * @example 1
             */
            version: number;
        };
        WebhookSourcePageDto: {
            data: components["schemas"]["WebhookSourceDto"][];
            page?: {
                /** @example 50 */
                limit: number;
                /** @example null */
                nextCursor: string | null;
            };
        };
        /** @enum {string} */
        WeekStart: "monday" | "sunday";
        WidgetAnswerDto: {
            /** @description Null for a text widget. */
            data: components["schemas"]["QueryDataDto"] | null;
            /**
             * @description Null when the status is `ok`.
             * @example null
             */
            error: components["schemas"]["WidgetErrorDto"] | null;
            meta: components["schemas"]["WidgetMetaDto"] | null;
            /**
             * @example ok
             * @enum {string}
             */
            status: "ok" | "error";
        };
        WidgetConfigDto: {
            /**
             * @description Options that the type of the widget has; at most 16 KiB.
             * @example {
             *       "unit": "min",
             *       "decimals": 1,
             *       "legend": "none"
             *     }
             */
            display: components["schemas"]["LineDisplay"] | components["schemas"]["AreaDisplay"] | components["schemas"]["BarDisplay"] | components["schemas"]["PieDisplay"] | components["schemas"]["StatDisplay"] | components["schemas"]["TableDisplay"] | components["schemas"]["HeatmapDisplay"] | components["schemas"]["GaugeDisplay"] | components["schemas"]["TextDisplay"];
            /**
             * @description A MetricQuery, as in `POST /data/query`; a text widget has none. `line` and `area` need an interval; `bar` an interval, a groupBy or several metrics; `pie` one metric and one groupBy without interval; `stat` no interval and no groupBy; `gauge` the same with one metric; `heatmap` one metric by an interval and one groupBy, or by two groupBys; `table` takes any query.
             * @example {
             *       "metrics": [
             *         {
             *           "metric": "flights.delay",
             *           "aggregation": "avg"
             *         }
             *       ],
             *       "timeRange": {
             *         "from": "2001-01-01T00:00:00Z",
             *         "to": "2001-01-11T00:00:00Z"
             *       },
             *       "interval": "1h"
             *     }
             */
            query?: components["schemas"]["MetricQueryDto"];
        };
        WidgetDataDto: {
            /** @description Null for a text widget. */
            data: components["schemas"]["QueryDataDto"] | null;
            meta: components["schemas"]["WidgetMetaDto"] | null;
        };
        WidgetDefinitionDto: {
            config: components["schemas"]["WidgetConfigDto"];
            /**
             * @description What the layout calls it; the import gives it a new id.
             * @example delay-by-hour
             */
            id: string;
            /** @example Average delay by hour */
            title: string;
            /** @example line */
            type: components["schemas"]["WidgetType"];
        };
        WidgetDto: {
            config: components["schemas"]["WidgetConfigDto"];
            /**
             * Format: date-time
             * @example 2026-11-23T18:00:00.000Z
             */
            createdAt: string;
            /**
             * Format: uuid
             * @example 01938f3e-7a51-7c52-9d4f-6a1d2b9e8f01
             */
            dashboardId: string;
            /**
             * Format: uuid
             * @example 01938f3e-7a51-7c52-9d4f-6a1d2b9e8f02
             */
            id: string;
            /** @example Average delay by hour */
            title: string;
            /** @example line */
            type: components["schemas"]["WidgetType"];
            /**
             * Format: date-time
             * @example 2026-11-23T18:00:00.000Z
             */
            updatedAt: string;
            /**
             * @description Counts its changes; the ETag is made of it.
             * @example 1
             */
            version: number;
        };
        WidgetErrorDto: {
            /**
             * @example QUERY_TIMEOUT
             * @enum {string}
             */
            code: "VALIDATION_FAILED" | "MALFORMED_BODY" | "AMBIGUOUS_CREDENTIALS" | "LIMIT_EXCEEDED" | "TIMESTAMP_TOO_OLD" | "UNAUTHENTICATED" | "INVALID_CREDENTIALS" | "INVALID_TOKEN" | "TOKEN_EXPIRED" | "SESSION_ENDED" | "INVALID_TICKET" | "INVALID_API_KEY" | "API_KEY_EXPIRED" | "INVALID_SIGNATURE" | "REFRESH_TOKEN_REUSED" | "INSUFFICIENT_PERMISSIONS" | "ENDPOINT_NOT_ALLOWED" | "POLICY_VIOLATION" | "NOT_FOUND" | "METHOD_NOT_ALLOWED" | "NOT_ACCEPTABLE" | "REQUEST_TIMEOUT" | "CLIENT_TOO_SLOW" | "CONFLICT" | "EXPORT_NOT_READY" | "EXPORT_GONE" | "PRECONDITION_FAILED" | "PAYLOAD_TOO_LARGE" | "URI_TOO_LONG" | "UNSUPPORTED_MEDIA_TYPE" | "UNKNOWN_METRIC" | "UNKNOWN_DIMENSION" | "UNKNOWN_REFERENCE" | "IDEMPOTENCY_KEY_REUSED" | "SOURCE_REFUSED" | "RANGE_NOT_KEPT" | "RANGE_NOT_SATISFIABLE" | "HEADERS_TOO_LARGE" | "RATE_LIMITED" | "EXPORT_LIMIT" | "UPLOAD_LIMIT" | "SERIES_LIMIT" | "STREAM_LIMIT" | "CLIENT_CLOSED_REQUEST" | "INTERNAL_ERROR" | "QUERY_TIMEOUT" | "OVERLOADED" | "DEPENDENCY_UNAVAILABLE" | "SOURCE_UNAVAILABLE" | "SHUTTING_DOWN";
            /** @description Absent with `INTERNAL_ERROR`. */
            detail?: string;
            errors?: {
                message: string;
                pointer: string;
            }[];
            /** @example Query timeout */
            title: string;
        };
        WidgetFieldsDto: {
            config: components["schemas"]["WidgetConfigDto"];
            /** @example Average delay by hour */
            title: string;
            /** @example line */
            type: components["schemas"]["WidgetType"];
        };
        WidgetMetaDto: {
            /**
             * @description Whether values are estimates.
             * @example false
             */
            approximate: boolean;
            /** Format: date-time */
            computedAt: string;
            /**
             * Format: date-time
             * @description First moment of the range.
             */
            from: string;
            /**
             * @description Filters of dashboard or request on dimensions that the widget's metrics do not have: they did not apply.
             * @example []
             */
            ignoredFilters: (components["schemas"]["ConditionDto"] | components["schemas"]["OrDto"] | components["schemas"]["AndDto"])[];
            /**
             * @example 1d
             * @enum {string|null}
             */
            interval: "1m" | "5m" | "15m" | "1h" | "6h" | "1d" | "1w" | "1mo" | null;
            /** @description The range that is compared with. */
            previous?: components["schemas"]["PreviousRangeDto"];
            /**
             * @description With estimates: their greatest error relative to a value.
             * @example 0.01
             */
            relativeError?: number;
            /**
             * @description What answered.
             * @example raw
             */
            source: string;
            /** @example UTC */
            timezone: string;
            /**
             * Format: date-time
             * @description The moment after the last.
             */
            to: string;
            /**
             * @description Milliseconds.
             * @example 12.3
             */
            tookMs: number;
            /**
             * @description Whether there were more rows or metrics than shown.
             * @example false
             */
            truncated: boolean;
        };
        WidgetPageDto: {
            data: components["schemas"]["WidgetDto"][];
            page: components["schemas"]["WidgetPageInfoDto"];
        };
        WidgetPageInfoDto: {
            /** @example 50 */
            limit: number;
            /** @example null */
            nextCursor: string | null;
        };
        /** @enum {string} */
        WidgetType: "line" | "area" | "bar" | "pie" | "stat" | "table" | "heatmap" | "gauge" | "text";
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listAlerts: {
        parameters: {
            query?: {
                /** @description `page.nextCursor` of the page before. */
                cursor?: string;
                /** @description Most rows of one page. */
                limit?: number;
            };
            header?: {
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertPageDto"];
                };
            };
            /** @description `VALIDATION_FAILED` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    createAlert: {
        parameters: {
            query?: never;
            header?: {
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateAlertDto"];
            };
        };
        responses: {
            /** @description It was created. */
            201: {
                headers: {
                    /** @description The version in quotes. */
                    ETag?: string;
                    /** @description Its path. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertDto"];
                };
            };
            /** @description `VALIDATION_FAILED`, `MALFORMED_BODY`, `LIMIT_EXCEEDED` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNKNOWN_METRIC`, `UNKNOWN_DIMENSION` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    getAlert: {
        parameters: {
            query?: never;
            header?: {
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the alert. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description The version in quotes. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    deleteAlert: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version to change; a stale one is 412. */
                "If-Match"?: string;
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the alert. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `CONFLICT` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `PRECONDITION_FAILED` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    updateAlert: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version to change; a stale one is 412. */
                "If-Match"?: string;
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the alert. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateAlertDto"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description The version in quotes. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertDto"];
                };
            };
            /** @description `VALIDATION_FAILED`, `MALFORMED_BODY`, `LIMIT_EXCEEDED` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `CONFLICT` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `PRECONDITION_FAILED` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNKNOWN_METRIC`, `UNKNOWN_DIMENSION` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    acknowledgeAlert: {
        parameters: {
            query?: never;
            header?: {
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the alert. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AcknowledgeAlertDto"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AcknowledgedDto"];
                };
            };
            /** @description `VALIDATION_FAILED`, `MALFORMED_BODY` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `CONFLICT` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    listAlertEvents: {
        parameters: {
            query?: {
                /** @description `page.nextCursor` of the page before. */
                cursor?: string;
                /** @description Most rows of one page. */
                limit?: number;
            };
            header?: {
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the alert. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertEventPageDto"];
                };
            };
            /** @description `VALIDATION_FAILED` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    listAlertSeries: {
        parameters: {
            query?: {
                /** @description `page.nextCursor` of the page before. */
                cursor?: string;
                /** @description Most rows of one page. */
                limit?: number;
            };
            header?: {
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the alert. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertSeriesPageDto"];
                };
            };
            /** @description `VALIDATION_FAILED` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    silenceAlert: {
        parameters: {
            query?: never;
            header?: {
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the alert. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SilenceAlertDto"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertDto"];
                };
            };
            /** @description `VALIDATION_FAILED`, `MALFORMED_BODY` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    testAlert: {
        parameters: {
            query?: never;
            header?: {
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the alert. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RehearseAlertDto"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RehearsalDto"];
                };
            };
            /** @description `VALIDATION_FAILED`, `MALFORMED_BODY`, `LIMIT_EXCEEDED` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `CONFLICT` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `QUERY_TIMEOUT`, `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    listAlertSilences: {
        parameters: {
            query?: {
                /** @description `page.nextCursor` of the page before. */
                cursor?: string;
                /** @description Most rows of one page. */
                limit?: number;
                /** @description Only those that have begun, that will, or that are over. */
                state?: components["schemas"]["SilenceState"];
            };
            header?: {
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SilencePageDto"];
                };
            };
            /** @description `VALIDATION_FAILED` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    createAlertSilence: {
        parameters: {
            query?: never;
            header?: {
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateSilenceDto"];
            };
        };
        responses: {
            /** @description It was created. */
            201: {
                headers: {
                    /** @description The version in quotes. */
                    ETag?: string;
                    /** @description Its path. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SilenceDto"];
                };
            };
            /** @description `VALIDATION_FAILED`, `MALFORMED_BODY`, `LIMIT_EXCEEDED` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    getAlertSilence: {
        parameters: {
            query?: never;
            header?: {
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the silence. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description The version in quotes. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SilenceDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    endAlertSilence: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version to change; a stale one is 412. */
                "If-Match"?: string;
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the silence. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `CONFLICT` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `PRECONDITION_FAILED` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    listApiKeys: {
        parameters: {
            query?: {
                /** @description `page.nextCursor` of the page before. */
                cursor?: string;
                /** @description Most rows of one page. */
                limit?: number;
            };
            header?: {
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyPageDto"];
                };
            };
            /** @description `VALIDATION_FAILED` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    createApiKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of yours, 1 to 255 visible ASCII characters: the same key and request give the first answer again for 24 hours, another request with it is 422. */
                "Idempotency-Key"?: string;
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateApiKeyDto"];
            };
        };
        responses: {
            /** @description It was created. */
            201: {
                headers: {
                    /** @description The version in quotes. */
                    ETag?: string;
                    /** @description Its path. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewApiKeyDto"];
                };
            };
            /**
             * @description `VALIDATION_FAILED`, `MALFORMED_BODY`
             *
             *     `VALIDATION_FAILED`
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `CONFLICT` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    getApiKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag that you have; 304 when it is still current. */
                "If-None-Match"?: string;
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the api key. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description The version in quotes. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyDto"];
                };
            };
            /** @description You have the current version. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    deleteApiKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version to change; a stale one is 412. */
                "If-Match"?: string;
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the api key. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `PRECONDITION_FAILED` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    updateApiKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version to change; a stale one is 412. */
                "If-Match"?: string;
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the api key. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateApiKeyDto"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description The version in quotes. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyDto"];
                };
            };
            /** @description `VALIDATION_FAILED`, `MALFORMED_BODY` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED`
             *
             *     `INSUFFICIENT_PERMISSIONS`, `POLICY_VIOLATION`
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `PRECONDITION_FAILED` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    rotateApiKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version to change; a stale one is 412. */
                "If-Match"?: string;
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the api key. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RotateApiKeyDto"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description The version in quotes. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewApiKeyDto"];
                };
            };
            /** @description `VALIDATION_FAILED`, `MALFORMED_BODY` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED`
             *
             *     `INSUFFICIENT_PERMISSIONS`, `POLICY_VIOLATION`
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `PRECONDITION_FAILED` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    getApiKeyUsage: {
        parameters: {
            query?: {
                /** @description How many days (UTC) to look back, today included. */
                days?: number;
            };
            header?: {
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the api key. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyUsageDto"];
                };
            };
            /** @description `VALIDATION_FAILED` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    listAuditLog: {
        parameters: {
            query?: {
                /** @description What was done. */
                action?: components["schemas"]["AuditAction"];
                /** @description Who did it: an id, or the email that the user had then. */
                actor?: string;
                /** @description `page.nextCursor` of the page before. */
                cursor?: string;
                /** @description The earliest, inclusive. A date alone is its midnight in UTC. */
                from?: string;
                /** @description Most rows of one page. */
                limit?: number;
                /** @description Id of what it was done to. */
                subjectId?: string;
                /** @description Kind of what it was done to. */
                subjectType?: string;
                /** @description The latest, exclusive. */
                to?: string;
            };
            header?: {
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditPageDto"];
                    "text/csv": string;
                };
            };
            /** @description `VALIDATION_FAILED` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    acceptInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AcceptInvitationDto"];
            };
        };
        responses: {
            /** @description The account is ready. Log in. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `VALIDATION_FAILED`, `MALFORMED_BODY` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INVALID_TOKEN` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    explainAccess: {
        parameters: {
            query: {
                /** @description What is to be done: `export` is for dashboards alone. */
                action?: "read" | "write" | "delete" | "export";
                /** @description `dashboard:<id>`, `widget:<id>` or `metric:<name>`. */
                resource: string;
                /** @description About whom; yourself unless given. Others need `user:read`. */
                user?: string;
            };
            header?: {
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccessExplanationDto"];
                };
            };
            /** @description `VALIDATION_FAILED` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    forgotPassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ForgotPasswordDto"];
            };
        };
        responses: {
            /** @description If there is such a user, a mail is on its way. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `VALIDATION_FAILED`, `MALFORMED_BODY` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    login: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LoginDto"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokensDto"];
                };
            };
            /** @description `VALIDATION_FAILED`, `MALFORMED_BODY` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INVALID_CREDENTIALS` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    logout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The session has ended. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    getMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    changePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangePasswordDto"];
            };
        };
        responses: {
            /** @description The password is changed. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `VALIDATION_FAILED`, `MALFORMED_BODY` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_CREDENTIALS`
             *
             *     `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED`
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    refresh: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefreshDto"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokensDto"];
                };
            };
            /** @description `VALIDATION_FAILED`, `MALFORMED_BODY` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INVALID_TOKEN`, `SESSION_ENDED`, `REFRESH_TOKEN_REUSED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    resetPassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResetPasswordDto"];
            };
        };
        responses: {
            /** @description The password is set. Log in with it. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `VALIDATION_FAILED`, `MALFORMED_BODY` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INVALID_TOKEN` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    listSessions: {
        parameters: {
            query?: {
                /** @description `page.nextCursor` of the page before. */
                cursor?: string;
                /** @description Most rows of one page. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionPageDto"];
                };
            };
            /** @description `VALIDATION_FAILED` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    endSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the session. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The session has ended. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    createStreamTicket: {
        parameters: {
            query?: never;
            header?: {
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was created. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StreamTicketDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    streamOneDashboard: {
        parameters: {
            query?: {
                /** @description AND-ed to the filters of dashboard and widgets: `key:value|value,key:value`, or JSON as in a MetricQuery. */
                filters?: string;
                /** @description Begin of the time range, with `to`, instead of `timerange`. */
                from?: string;
                /** @description Replaces the interval of widgets that have one. */
                interval?: string;
                /** @description Of `POST /auth/stream-ticket`, instead of a credential in a header, for clients that send none. */
                ticket?: string;
                /** @description Replaces the time range of every widget: `<n>(m|h|d|w|mo|y)`. */
                timerange?: string;
                /**
                 * @deprecated
                 * @description The same as `timerange`.
                 */
                timeRange?: string;
                /** @description Replaces the time zone of every widget; an IANA name. */
                timezone?: string;
                /** @description End of the time range, itself outside of it. */
                to?: string;
            };
            header?: {
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the dashboard. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The stream; it goes on until one side ends it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description `VALIDATION_FAILED`, `AMBIGUOUS_CREDENTIALS`, `LIMIT_EXCEEDED` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `INVALID_TICKET`
             *
             *     `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED`
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `STREAM_LIMIT`
             *
             *     `RATE_LIMITED`
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED`, `DEPENDENCY_UNAVAILABLE`, `SHUTTING_DOWN` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    listDashboards: {
        parameters: {
            query?: {
                /** @description `page.nextCursor` of the page before. */
                cursor?: string;
                /** @description Most rows of one page. */
                limit?: number;
                /** @description Belongs to this user: an id, or `me`. */
                owner?: string;
                /** @description Text in the name or description, in any case. */
                search?: string;
                /** @description Has exactly this tag. */
                tag?: string;
            };
            header?: {
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DashboardPageDto"];
                };
            };
            /** @description `VALIDATION_FAILED` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    createDashboard: {
        parameters: {
            query?: never;
            header?: {
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateDashboardDto"];
            };
        };
        responses: {
            /** @description It was created. */
            201: {
                headers: {
                    /** @description The version in quotes. */
                    ETag?: string;
                    /** @description Its path. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DashboardDto"];
                };
            };
            /** @description `VALIDATION_FAILED`, `MALFORMED_BODY` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    getDashboard: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag that you have; 304 when it is still current. */
                "If-None-Match"?: string;
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the dashboard. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description The version in quotes. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DashboardDto"];
                };
            };
            /** @description You have the current version. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    replaceDashboard: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version to change; a stale one is 412. */
                "If-Match"?: string;
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the dashboard. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DashboardFieldsDto"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description The version in quotes. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DashboardDto"];
                };
            };
            /** @description `VALIDATION_FAILED`, `MALFORMED_BODY` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `PRECONDITION_FAILED` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    deleteDashboard: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version to change; a stale one is 412. */
                "If-Match"?: string;
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the dashboard. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `PRECONDITION_FAILED` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    updateDashboard: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version to change; a stale one is 412. */
                "If-Match"?: string;
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the dashboard. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateDashboardDto"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description The version in quotes. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DashboardDto"];
                };
            };
            /** @description `VALIDATION_FAILED`, `MALFORMED_BODY` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `PRECONDITION_FAILED` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    getDashboardData: {
        parameters: {
            query?: {
                /** @description AND-ed to the filters of dashboard and widgets: `key:value|value,key:value`, or JSON as in a MetricQuery. */
                filters?: string;
                /** @description Begin of the time range, with `to`, instead of `timerange`. */
                from?: string;
                /** @description Replaces the interval of widgets that have one. */
                interval?: string;
                /** @description Replaces the time range of every widget: `<n>(m|h|d|w|mo|y)`. */
                timerange?: string;
                /**
                 * @deprecated
                 * @description The same as `timerange`.
                 */
                timeRange?: string;
                /** @description Replaces the time zone of every widget; an IANA name. */
                timezone?: string;
                /** @description End of the time range, itself outside of it. */
                to?: string;
            };
            header?: {
                /** @description `no-cache`: compute anew. `max-stale=<seconds>`: an answer so old is good enough. */
                "Cache-Control"?: string;
                /** @description ETag of the answer that you have. */
                "If-None-Match"?: string;
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the dashboard. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description Seconds since the answer was computed. */
                    Age?: number;
                    /** @description Of the content. */
                    ETag?: string;
                    /** @description Milliseconds that each part took. */
                    "Server-Timing"?: string;
                    /** @description `HIT`: fresh and kept. `MISS`: computed for this request, or for an equal one at the same time. `STALE`: no older than was allowed. */
                    "X-Cache"?: "HIT" | "MISS" | "STALE";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DashboardDataDto"];
                };
            };
            /** @description `If-None-Match` names the answer. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `VALIDATION_FAILED`, `LIMIT_EXCEEDED` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    createEmbedToken: {
        parameters: {
            query?: never;
            header?: {
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the dashboard. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["CreateEmbedTokenDto"];
            };
        };
        responses: {
            /** @description It was created. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmbedTokenDto"];
                };
            };
            /** @description `VALIDATION_FAILED`, `LIMIT_EXCEEDED`, `MALFORMED_BODY` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    revokeEmbedTokens: {
        parameters: {
            query?: never;
            header?: {
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the dashboard. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No earlier token is good any more. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    exportDashboardDefinition: {
        parameters: {
            query?: never;
            header?: {
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the dashboard. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DashboardDefinitionDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    listRevisions: {
        parameters: {
            query?: {
                /** @description `page.nextCursor` of the page before. */
                cursor?: string;
                /** @description Most rows of one page. */
                limit?: number;
            };
            header?: {
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the dashboard. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RevisionPageDto"];
                };
            };
            /** @description `VALIDATION_FAILED` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    restoreRevision: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version to change; a stale one is 412. */
                "If-Match"?: string;
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the dashboard. */
                id: string;
                /** @description Number of the revision. */
                n: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description The version in quotes. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DashboardDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `PRECONDITION_FAILED` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    getShares: {
        parameters: {
            query?: never;
            header?: {
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the dashboard. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description The version in quotes. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SharesDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    putShares: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version to change; a stale one is 412. */
                "If-Match"?: string;
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the dashboard. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SharesDto"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description The version in quotes. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SharesDto"];
                };
            };
            /** @description `VALIDATION_FAILED`, `MALFORMED_BODY` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `PRECONDITION_FAILED` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNKNOWN_REFERENCE` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    streamDashboard: {
        parameters: {
            query?: {
                /** @description AND-ed to the filters of dashboard and widgets: `key:value|value,key:value`, or JSON as in a MetricQuery. */
                filters?: string;
                /** @description Begin of the time range, with `to`, instead of `timerange`. */
                from?: string;
                /** @description Replaces the interval of widgets that have one. */
                interval?: string;
                /** @description Of `POST /auth/stream-ticket`, instead of a credential in a header, for clients that send none. */
                ticket?: string;
                /** @description Replaces the time range of every widget: `<n>(m|h|d|w|mo|y)`. */
                timerange?: string;
                /**
                 * @deprecated
                 * @description The same as `timerange`.
                 */
                timeRange?: string;
                /** @description Replaces the time zone of every widget; an IANA name. */
                timezone?: string;
                /** @description End of the time range, itself outside of it. */
                to?: string;
            };
            header?: {
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the dashboard. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The stream; it goes on until one side ends it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description `VALIDATION_FAILED`, `AMBIGUOUS_CREDENTIALS`, `LIMIT_EXCEEDED` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `INVALID_TICKET`
             *
             *     `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED`
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `STREAM_LIMIT`
             *
             *     `RATE_LIMITED`
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED`, `DEPENDENCY_UNAVAILABLE`, `SHUTTING_DOWN` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    listWidgets: {
        parameters: {
            query?: {
                /** @description `page.nextCursor` of the page before. */
                cursor?: string;
                /** @description Most rows of one page. */
                limit?: number;
            };
            header?: {
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the dashboard. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WidgetPageDto"];
                };
            };
            /** @description `VALIDATION_FAILED` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    importDashboard: {
        parameters: {
            query?: never;
            header?: {
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DashboardDefinitionDto"];
            };
        };
        responses: {
            /** @description It was created. */
            201: {
                headers: {
                    /** @description The version in quotes. */
                    ETag?: string;
                    /** @description Its path. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DashboardDto"];
                };
            };
            /** @description `VALIDATION_FAILED`, `LIMIT_EXCEEDED`, `MALFORMED_BODY` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNKNOWN_METRIC`, `UNKNOWN_DIMENSION` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    listDataSources: {
        parameters: {
            query?: {
                /** @description `page.nextCursor` of the page before. */
                cursor?: string;
                /** @description Most rows of one page. */
                limit?: number;
            };
            header?: {
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataSourcePageDto"];
                };
            };
            /** @description `VALIDATION_FAILED` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    createDataSource: {
        parameters: {
            query?: never;
            header?: {
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateDataSourceDto"];
            };
        };
        responses: {
            /** @description It was created. */
            201: {
                headers: {
                    /** @description The version in quotes. */
                    ETag?: string;
                    /** @description Its path. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataSourceDto"];
                };
            };
            /** @description `VALIDATION_FAILED`, `MALFORMED_BODY`, `LIMIT_EXCEEDED` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED`
             *
             *     `POLICY_VIOLATION`
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    getDataSource: {
        parameters: {
            query?: never;
            header?: {
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the data source. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description The version in quotes. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataSourceDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    replaceDataSource: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version to change; a stale one is 412. */
                "If-Match"?: string;
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the data source. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReplaceDataSourceDto"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description The version in quotes. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataSourceDto"];
                };
            };
            /** @description `VALIDATION_FAILED`, `MALFORMED_BODY` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED`
             *
             *     `POLICY_VIOLATION`
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `PRECONDITION_FAILED` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    deleteDataSource: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version to change; a stale one is 412. */
                "If-Match"?: string;
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the data source. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED`
             *
             *     `POLICY_VIOLATION`
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `PRECONDITION_FAILED` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    updateDataSource: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version to change; a stale one is 412. */
                "If-Match"?: string;
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the data source. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateDataSourceDto"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description The version in quotes. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataSourceDto"];
                };
            };
            /** @description `VALIDATION_FAILED`, `MALFORMED_BODY` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED`
             *
             *     `POLICY_VIOLATION`
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `PRECONDITION_FAILED` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    listSourceRuns: {
        parameters: {
            query?: {
                /** @description `page.nextCursor` of the page before. */
                cursor?: string;
                /** @description Most rows of one page. */
                limit?: number;
            };
            header?: {
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the data source. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SourceRunPageDto"];
                };
            };
            /** @description `VALIDATION_FAILED` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED`
             *
             *     `POLICY_VIOLATION`
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    getSourceRun: {
        parameters: {
            query?: never;
            header?: {
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the data source. */
                id: string;
                /** @description Id of the run. */
                runId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SourceRunDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED`
             *
             *     `POLICY_VIOLATION`
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    cancelSourceRun: {
        parameters: {
            query?: never;
            header?: {
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the data source. */
                id: string;
                /** @description Id of the run. */
                runId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED`
             *
             *     `POLICY_VIOLATION`
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `CONFLICT` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    getDataSourceSchema: {
        parameters: {
            query?: never;
            header?: {
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the data source. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SourceSchemaDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED`
             *
             *     `POLICY_VIOLATION`
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `CONFLICT` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `SOURCE_REFUSED` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `SOURCE_UNAVAILABLE`, `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    syncSource: {
        parameters: {
            query?: never;
            header?: {
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the data source. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["SyncSourceDto"];
            };
        };
        responses: {
            /** @description It was accepted and is being worked on. */
            202: {
                headers: {
                    /** @description Path of the run. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SourceRunDto"];
                };
            };
            /** @description `VALIDATION_FAILED`, `MALFORMED_BODY` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED`
             *
             *     `POLICY_VIOLATION`
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `CONFLICT` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    testDataSource: {
        parameters: {
            query?: never;
            header?: {
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the data source. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SourceTestDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED`
             *
             *     `POLICY_VIOLATION`
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `CONFLICT` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    listUploadedFiles: {
        parameters: {
            query?: {
                /** @description `page.nextCursor` of the page before. */
                cursor?: string;
                /** @description Most rows of one page. */
                limit?: number;
            };
            header?: {
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadedFilePageDto"];
                };
            };
            /** @description `VALIDATION_FAILED` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED`
             *
             *     `POLICY_VIOLATION`
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    uploadFile: {
        parameters: {
            query?: never;
            header?: {
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["UploadFormDto"];
            };
        };
        responses: {
            /** @description It was created. */
            201: {
                headers: {
                    /** @description The version in quotes. */
                    ETag?: string;
                    /** @description Its path. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadedFileDto"];
                };
            };
            /** @description `VALIDATION_FAILED`, `MALFORMED_BODY` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED`
             *
             *     `POLICY_VIOLATION`
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `REQUEST_TIMEOUT` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `RATE_LIMITED`
             *
             *     `UPLOAD_LIMIT`
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    getUploadedFile: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag that you have; 304 when it is still current. */
                "If-None-Match"?: string;
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the file. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description The version in quotes. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadedFileDto"];
                };
            };
            /** @description You have the current version. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED`
             *
             *     `POLICY_VIOLATION`
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    deleteUploadedFile: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version to change; a stale one is 412. */
                "If-Match"?: string;
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the file. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED`
             *
             *     `POLICY_VIOLATION`
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `CONFLICT` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `PRECONDITION_FAILED` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    testConnection: {
        parameters: {
            query?: never;
            header?: {
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TryConnectionDto"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SourceTestDto"];
                };
            };
            /** @description `VALIDATION_FAILED`, `MALFORMED_BODY` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED`
             *
             *     `POLICY_VIOLATION`
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    getAnalytics: {
        parameters: {
            query: {
                /** @description Absent: the metric's default, else `sum`. */
                aggregation?: components["schemas"]["Aggregation"];
                /** @description Dimension whose values become the rows. */
                dimension: string;
                /** @description `key:value|value,key:value`, or the filters of a query as JSON. */
                filters?: string;
                /** @description First moment: a date in the time zone, or a time with offset (write + as %2B). */
                from?: string;
                /** @description Most rows, up to 50000. */
                limit?: number;
                /** @description Name of one metric. */
                metric: string;
                /** @description Columns separated by commas, each with `:desc` or `:asc`. */
                orderBy?: string;
                /** @description Needed with `percentile`, such as 95. */
                percentile?: number;
                /** @description Relative, such as `30d`; `timeRange` is accepted too. Absent, and neither from nor to: `30d`. */
                timerange?: string;
                /** @description IANA name; else UTC. */
                timezone?: string;
                /** @description The moment after the last. */
                to?: string;
                /** @description Day on which `1w` begins. */
                weekStart?: "monday" | "sunday";
            };
            header?: {
                /** @description `no-cache`: compute anew. `max-stale=<seconds>`: an answer so old is good enough. */
                "Cache-Control"?: string;
                /** @description ETag of the answer that you have. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description Seconds since the answer was computed. */
                    Age?: number;
                    /** @description Of the content. */
                    ETag?: string;
                    /** @description Milliseconds that each part took. */
                    "Server-Timing"?: string;
                    /** @description `HIT`: fresh and kept. `MISS`: computed for this request, or for an equal one at the same time. `STALE`: no older than was allowed. */
                    "X-Cache"?: "HIT" | "MISS" | "STALE";
                    /** @description With NDJSON and CSV: the `meta` of the answer as JSON. */
                    "X-Vitrine-Meta"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueryAnswerDto"];
                    /**
                     * @example {"origin":"ATL","flights.delay":11.25}
                     *     {"origin":"ORD","flights.delay":9.5}
                     */
                    "application/x-ndjson": string;
                    /**
                     * @example origin,flights.delay
                     *     ATL,11.25
                     *     ORD,9.5
                     */
                    "text/csv": string;
                };
            };
            /** @description `If-None-Match` names the answer. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `VALIDATION_FAILED`, `LIMIT_EXCEEDED` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNKNOWN_METRIC`, `UNKNOWN_DIMENSION`, `RANGE_NOT_KEPT` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `QUERY_TIMEOUT`, `DEPENDENCY_UNAVAILABLE`, `SOURCE_UNAVAILABLE`, `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    clearCache: {
        parameters: {
            query?: {
                /** @description Only the answers that this metric has a part in. Absent: all of your organization. */
                metric?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description They are gone. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `VALIDATION_FAILED` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNKNOWN_METRIC` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    listCatalog: {
        parameters: {
            query?: {
                /** @description `page.nextCursor` of the page before. */
                cursor?: string;
                /** @description Most rows of one page. */
                limit?: number;
                /** @description Only metrics whose name or description contains this, in any case. */
                search?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CatalogPageDto"];
                };
            };
            /** @description `VALIDATION_FAILED` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    getCatalogEntry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the metric, URL-encoded. */
                metric: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description The version in quotes. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CatalogEntryDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    putCatalogEntry: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version to change; a stale one is 412. */
                "If-Match"?: string;
            };
            path: {
                /** @description Name of the metric, URL-encoded. */
                metric: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutCatalogEntryDto"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description The version in quotes. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CatalogEntryDto"];
                };
            };
            /** @description The metric is new. */
            201: {
                headers: {
                    /** @description The version in quotes. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CatalogEntryDto"];
                };
            };
            /** @description `VALIDATION_FAILED`, `MALFORMED_BODY` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `POLICY_VIOLATION` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `CONFLICT` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `PRECONDITION_FAILED` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNKNOWN_DIMENSION`, `UNKNOWN_REFERENCE` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `SERIES_LIMIT`, `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    listDeletions: {
        parameters: {
            query?: {
                /** @description `page.nextCursor` of the page before. */
                cursor?: string;
                /** @description Most rows of one page. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeletionPageDto"];
                };
            };
            /** @description `VALIDATION_FAILED` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    getDeletion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the deletion. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeletionDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    getMetrics: {
        parameters: {
            query?: {
                /** @description Absent: the metric's default, else `sum`. */
                aggregation?: components["schemas"]["Aggregation"];
                /** @description `previous_period`, or how much earlier such as `7d`. */
                compare?: string;
                /** @description Needed with `countDistinct`: the dimension whose values are counted. */
                dimension?: string;
                /** @description What stands in buckets without points; absent: such buckets have no row. */
                fill?: "none" | "null" | "zero" | "previous";
                /** @description `key:value|value,key:value`, or the filters of a query as JSON. */
                filters?: string;
                /** @description First moment: a date in the time zone, or a time with offset (write + as %2B). */
                from?: string;
                /** @description `date` for a row per day (or `interval`), and up to 3 dimensions, separated by commas. */
                groupBy?: string;
                /** @description Length of the buckets; absent with `groupBy=date`: `1d`. */
                interval?: "1m" | "5m" | "15m" | "1h" | "6h" | "1d" | "1w" | "1mo" | "auto";
                /** @description Most rows, up to 50000. */
                limit?: number;
                /** @description With the interval `auto`. */
                maxDataPoints?: number;
                /** @description Names, separated by commas. Absent: every metric that you see, the first 100 by name. */
                metric?: string;
                /** @description Columns separated by commas, each with `:desc` or `:asc`. */
                orderBy?: string;
                /** @description Needed with `percentile`, such as 95. */
                percentile?: number;
                /** @description Relative, such as `30d`; `timeRange` is accepted too. Absent, and neither from nor to: `30d`. */
                timerange?: string;
                /** @description IANA name; else UTC. */
                timezone?: string;
                /** @description The moment after the last. */
                to?: string;
                /** @description Whether to add totals. */
                totals?: boolean;
                /** @description Day on which `1w` begins. */
                weekStart?: "monday" | "sunday";
            };
            header?: {
                /** @description `no-cache`: compute anew. `max-stale=<seconds>`: an answer so old is good enough. */
                "Cache-Control"?: string;
                /** @description ETag of the answer that you have. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description Seconds since the answer was computed. */
                    Age?: number;
                    /** @description Of the content. */
                    ETag?: string;
                    /** @description Milliseconds that each part took. */
                    "Server-Timing"?: string;
                    /** @description `HIT`: fresh and kept. `MISS`: computed for this request, or for an equal one at the same time. `STALE`: no older than was allowed. */
                    "X-Cache"?: "HIT" | "MISS" | "STALE";
                    /** @description With NDJSON and CSV: the `meta` of the answer as JSON. */
                    "X-Vitrine-Meta"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueryAnswerDto"];
                    /**
                     * @example {"origin":"ATL","flights.delay":11.25}
                     *     {"origin":"ORD","flights.delay":9.5}
                     */
                    "application/x-ndjson": string;
                    /**
                     * @example origin,flights.delay
                     *     ATL,11.25
                     *     ORD,9.5
                     */
                    "text/csv": string;
                };
            };
            /** @description `If-None-Match` names the answer. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `VALIDATION_FAILED`, `LIMIT_EXCEEDED` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNKNOWN_METRIC`, `UNKNOWN_DIMENSION`, `RANGE_NOT_KEPT` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `QUERY_TIMEOUT`, `DEPENDENCY_UNAVAILABLE`, `SOURCE_UNAVAILABLE`, `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    listSuggestions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SuggestionListDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `POLICY_VIOLATION`
             *
             *     `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED`
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED`, `QUERY_TIMEOUT` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    ingestPoints: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PointsDto"];
                /** @example {"metric":"revenue","value":129.9,"timestamp":"2026-11-01T12:00:00Z","id":"order-4711"} */
                "application/x-ndjson": string;
                /**
                 * @example metric,value,timestamp,id,region
                 *     revenue,129.9,2026-11-01T12:00:00Z,order-4711,emea
                 */
                "text/csv": string;
            };
        };
        responses: {
            /** @description It was created. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IngestResultDto"];
                };
            };
            /** @description `VALIDATION_FAILED`, `MALFORMED_BODY`, `LIMIT_EXCEEDED`, `TIMESTAMP_TOO_OLD` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `POLICY_VIOLATION` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED`, `SERIES_LIMIT` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED`, `DEPENDENCY_UNAVAILABLE` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    deletePoints: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeletePointsDto"];
            };
        };
        responses: {
            /** @description It was accepted and is being worked on. */
            202: {
                headers: {
                    /** @description Where to ask how far it is. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeletionAcceptedDto"];
                };
            };
            /** @description `VALIDATION_FAILED`, `MALFORMED_BODY`, `LIMIT_EXCEEDED`, `TIMESTAMP_TOO_OLD` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNKNOWN_METRIC`, `UNKNOWN_DIMENSION` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    queryMetrics: {
        parameters: {
            query?: never;
            header?: {
                /** @description `no-cache`: compute anew. `max-stale=<seconds>`: an answer so old is good enough. */
                "Cache-Control"?: string;
                /** @description ETag of the answer that you have. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MetricQueryDto"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description Seconds since the answer was computed. */
                    Age?: number;
                    /** @description Of the content. */
                    ETag?: string;
                    /** @description Milliseconds that each part took. */
                    "Server-Timing"?: string;
                    /** @description `HIT`: fresh and kept. `MISS`: computed for this request, or for an equal one at the same time. `STALE`: no older than was allowed. */
                    "X-Cache"?: "HIT" | "MISS" | "STALE";
                    /** @description With NDJSON and CSV: the `meta` of the answer as JSON. */
                    "X-Vitrine-Meta"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueryAnswerDto"];
                    /**
                     * @example {"origin":"ATL","flights.delay":11.25}
                     *     {"origin":"ORD","flights.delay":9.5}
                     */
                    "application/x-ndjson": string;
                    /**
                     * @example origin,flights.delay
                     *     ATL,11.25
                     *     ORD,9.5
                     */
                    "text/csv": string;
                };
            };
            /** @description `If-None-Match` names the answer. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `VALIDATION_FAILED`, `LIMIT_EXCEEDED`, `MALFORMED_BODY` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNKNOWN_METRIC`, `UNKNOWN_DIMENSION`, `RANGE_NOT_KEPT` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `QUERY_TIMEOUT`, `DEPENDENCY_UNAVAILABLE`, `SOURCE_UNAVAILABLE`, `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    explainQuery: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MetricQueryDto"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueryExplanationDto"];
                };
            };
            /** @description `VALIDATION_FAILED`, `LIMIT_EXCEEDED`, `MALFORMED_BODY` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNKNOWN_METRIC`, `UNKNOWN_DIMENSION`, `RANGE_NOT_KEPT` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `QUERY_TIMEOUT`, `DEPENDENCY_UNAVAILABLE`, `SOURCE_UNAVAILABLE`, `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    listExportSchedules: {
        parameters: {
            query?: {
                /** @description `page.nextCursor` of the page before. */
                cursor?: string;
                /** @description Most rows of one page. */
                limit?: number;
            };
            header?: {
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExportSchedulePageDto"];
                };
            };
            /** @description `VALIDATION_FAILED` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    createExportSchedule: {
        parameters: {
            query?: never;
            header?: {
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateExportScheduleDto"];
            };
        };
        responses: {
            /** @description It was created. */
            201: {
                headers: {
                    /** @description The version in quotes. */
                    ETag?: string;
                    /** @description Its path. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExportScheduleDto"];
                };
            };
            /** @description `VALIDATION_FAILED`, `MALFORMED_BODY`, `LIMIT_EXCEEDED` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNKNOWN_METRIC`, `UNKNOWN_DIMENSION` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    getExportSchedule: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag that you have; 304 when it is still current. */
                "If-None-Match"?: string;
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the export schedule. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description The version in quotes. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExportScheduleDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    replaceExportSchedule: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version to change; a stale one is 412. */
                "If-Match"?: string;
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the export schedule. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateExportScheduleDto"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description The version in quotes. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExportScheduleDto"];
                };
            };
            /** @description `VALIDATION_FAILED`, `MALFORMED_BODY`, `LIMIT_EXCEEDED` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `CONFLICT` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `PRECONDITION_FAILED` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNKNOWN_METRIC`, `UNKNOWN_DIMENSION` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    deleteExportSchedule: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version to change; a stale one is 412. */
                "If-Match"?: string;
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the export schedule. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `PRECONDITION_FAILED` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    updateExportSchedule: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version to change; a stale one is 412. */
                "If-Match"?: string;
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the export schedule. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateExportScheduleDto"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description The version in quotes. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExportScheduleDto"];
                };
            };
            /** @description `VALIDATION_FAILED`, `MALFORMED_BODY`, `LIMIT_EXCEEDED` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `CONFLICT` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `PRECONDITION_FAILED` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNKNOWN_METRIC`, `UNKNOWN_DIMENSION` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    runExportSchedule: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of yours, 1 to 255 visible ASCII characters: the same key and request give the first answer again for 24 hours, another request with it is 422. */
                "Idempotency-Key"?: string;
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the export schedule. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was accepted and is being worked on. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScheduleRunDto"];
                };
            };
            /** @description `VALIDATION_FAILED` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `CONFLICT` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `RATE_LIMITED`
             *
             *     `EXPORT_LIMIT`
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    listExportScheduleRuns: {
        parameters: {
            query?: {
                /** @description `page.nextCursor` of the page before. */
                cursor?: string;
                /** @description Most rows of one page. */
                limit?: number;
            };
            header?: {
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the export schedule. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScheduleRunPageDto"];
                };
            };
            /** @description `VALIDATION_FAILED` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    listExports: {
        parameters: {
            query?: {
                /** @description `page.nextCursor` of the page before. */
                cursor?: string;
                /** @description Most rows of one page. */
                limit?: number;
            };
            header?: {
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExportPageDto"];
                };
            };
            /** @description `VALIDATION_FAILED` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    getExport: {
        parameters: {
            query?: never;
            header?: {
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the export. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExportDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    cancelExport: {
        parameters: {
            query?: never;
            header?: {
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the export. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is cancelled, or its file is deleted. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    downloadExport: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag that you have; 304 when it is still current. */
                "If-None-Match"?: string;
                /** @description One range of bytes. */
                Range?: string;
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the export. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED`
             *
             *     `POLICY_VIOLATION`
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `EXPORT_NOT_READY` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `EXPORT_GONE` */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RANGE_NOT_SATISFIABLE` */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    downloadExportByLink: {
        parameters: {
            query: {
                /** @description Of the mail. */
                ticket: string;
            };
            header?: {
                /** @description One range of bytes. */
                Range?: string;
            };
            path: {
                /** @description Id of the export. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description The page of the link. */
            303: {
                headers: {
                    /** @description The page of the link. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `VALIDATION_FAILED` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `POLICY_VIOLATION` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `EXPORT_GONE` */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RANGE_NOT_SATISFIABLE` */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    showExportLink: {
        parameters: {
            query: {
                /** @description Of the mail. */
                ticket: string;
            };
            header?: never;
            path: {
                /** @description Id of the export. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description `VALIDATION_FAILED` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `POLICY_VIOLATION` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `EXPORT_GONE` */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    useExportLink: {
        parameters: {
            query: {
                /** @description Of the mail. */
                ticket: string;
            };
            header?: never;
            path: {
                /** @description Id of the export. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Where the file is. */
            303: {
                headers: {
                    /** @description Where the file is. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `VALIDATION_FAILED` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `POLICY_VIOLATION` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `EXPORT_GONE` */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    getExportStatus: {
        parameters: {
            query?: never;
            header?: {
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the export. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExportStatusDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    exportDashboard: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of yours, 1 to 255 visible ASCII characters: the same key and request give the first answer again for 24 hours, another request with it is 422. */
                "Idempotency-Key"?: string;
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the dashboard. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExportDashboardDto"];
            };
        };
        responses: {
            /** @description It was accepted and is being worked on. */
            202: {
                headers: {
                    /** @description Where to ask how far it is. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExportCreatedDto"];
                };
            };
            /**
             * @description `VALIDATION_FAILED`, `LIMIT_EXCEEDED`, `MALFORMED_BODY`
             *
             *     `VALIDATION_FAILED`
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `CONFLICT` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `RATE_LIMITED`
             *
             *     `EXPORT_LIMIT`
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    exportQuery: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of yours, 1 to 255 visible ASCII characters: the same key and request give the first answer again for 24 hours, another request with it is 422. */
                "Idempotency-Key"?: string;
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExportQueryDto"];
            };
        };
        responses: {
            /** @description It was accepted and is being worked on. */
            202: {
                headers: {
                    /** @description Where to ask how far it is. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExportCreatedDto"];
                };
            };
            /**
             * @description `VALIDATION_FAILED`, `LIMIT_EXCEEDED`, `MALFORMED_BODY`
             *
             *     `VALIDATION_FAILED`
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `CONFLICT` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `UNKNOWN_METRIC`, `UNKNOWN_DIMENSION`
             *
             *     `IDEMPOTENCY_KEY_REUSED`
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `RATE_LIMITED`
             *
             *     `EXPORT_LIMIT`
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    listJobs: {
        parameters: {
            query?: {
                /** @description `page.nextCursor` of the page before. */
                cursor?: string;
                /** @description Most rows of one page. */
                limit?: number;
                /** @description The kind of job. */
                name?: string;
                /** @description Which queue it is in. */
                queue?: components["schemas"]["Queue"];
                /** @description `failed` are the dead letters: jobs whose attempts are used up. */
                status?: components["schemas"]["JobStatus"];
            };
            header?: {
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobPageDto"];
                };
            };
            /** @description `VALIDATION_FAILED` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `DEPENDENCY_UNAVAILABLE`, `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    getJob: {
        parameters: {
            query?: never;
            header?: {
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the job. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `DEPENDENCY_UNAVAILABLE`, `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    discardJob: {
        parameters: {
            query?: never;
            header?: {
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the job. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `CONFLICT` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `DEPENDENCY_UNAVAILABLE`, `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    retryJob: {
        parameters: {
            query?: never;
            header?: {
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the job. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `CONFLICT` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `DEPENDENCY_UNAVAILABLE`, `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    retryJobs: {
        parameters: {
            query?: never;
            header?: {
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["JobRetryDto"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RetriedJobsDto"];
                };
            };
            /** @description `VALIDATION_FAILED`, `MALFORMED_BODY` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `DEPENDENCY_UNAVAILABLE`, `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    listOrganizations: {
        parameters: {
            query?: {
                /** @description `page.nextCursor` of the page before. */
                cursor?: string;
                /** @description Most rows of one page. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganizationPageDto"];
                };
            };
            /** @description `VALIDATION_FAILED` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    createOrganization: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrganizationFieldsDto"];
            };
        };
        responses: {
            /** @description It was created. */
            201: {
                headers: {
                    /** @description The version in quotes. */
                    ETag?: string;
                    /** @description Its path. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganizationDto"];
                };
            };
            /** @description `VALIDATION_FAILED`, `MALFORMED_BODY` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    getOrganization: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag that you have; 304 when it is still current. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Id of the organization. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description The version in quotes. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganizationDto"];
                };
            };
            /** @description You have the current version. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    deleteOrganization: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version to change; a stale one is 412. */
                "If-Match"?: string;
            };
            path: {
                /** @description Id of the organization. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `CONFLICT` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `PRECONDITION_FAILED` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    updateOrganization: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version to change; a stale one is 412. */
                "If-Match"?: string;
            };
            path: {
                /** @description Id of the organization. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrganizationFieldsDto"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description The version in quotes. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganizationDto"];
                };
            };
            /** @description `VALIDATION_FAILED`, `MALFORMED_BODY` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `PRECONDITION_FAILED` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    listRoles: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoleListDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    putRoleDataPolicy: {
        parameters: {
            query?: never;
            header?: {
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the role. */
                role: "super_admin" | "admin" | "analyst" | "viewer";
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetDataPolicyDto"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoleDataPolicyDto"];
                };
            };
            /** @description `VALIDATION_FAILED`, `MALFORMED_BODY` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED`
             *
             *     `POLICY_VIOLATION`
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    listUsers: {
        parameters: {
            query?: {
                /** @description `page.nextCursor` of the page before. */
                cursor?: string;
                /** @description Most rows of one page. */
                limit?: number;
            };
            header?: {
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserPageDto"];
                };
            };
            /** @description `VALIDATION_FAILED` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    createUser: {
        parameters: {
            query?: never;
            header?: {
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateUserDto"];
            };
        };
        responses: {
            /** @description It was created. */
            201: {
                headers: {
                    /** @description The version in quotes. */
                    ETag?: string;
                    /** @description Its path. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserDto"];
                };
            };
            /** @description `VALIDATION_FAILED`, `MALFORMED_BODY` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `CONFLICT` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    getUser: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag that you have; 304 when it is still current. */
                "If-None-Match"?: string;
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the user. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description The version in quotes. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserDto"];
                };
            };
            /** @description You have the current version. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    deleteUser: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version to change; a stale one is 412. */
                "If-Match"?: string;
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the user. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED`
             *
             *     `INSUFFICIENT_PERMISSIONS`, `POLICY_VIOLATION`
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `CONFLICT` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `PRECONDITION_FAILED` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    updateUser: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version to change; a stale one is 412. */
                "If-Match"?: string;
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the user. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateUserDto"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description The version in quotes. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserDto"];
                };
            };
            /** @description `VALIDATION_FAILED`, `MALFORMED_BODY` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED`
             *
             *     `INSUFFICIENT_PERMISSIONS`, `POLICY_VIOLATION`
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `CONFLICT` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `PRECONDITION_FAILED` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    listUserDashboards: {
        parameters: {
            query?: {
                /** @description `page.nextCursor` of the page before. */
                cursor?: string;
                /** @description Most rows of one page. */
                limit?: number;
            };
            header?: {
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the user. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DashboardPageDto"];
                };
            };
            /** @description `VALIDATION_FAILED` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    cloneDashboard: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of yours, 1 to 255 visible ASCII characters: the same key and request give the first answer again for 24 hours, another request with it is 422. */
                "Idempotency-Key"?: string;
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the dashboard. */
                dashboardId: string;
                /** @description Id of the user. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was created. */
            201: {
                headers: {
                    /** @description The version in quotes. */
                    ETag?: string;
                    /** @description Its path. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DashboardDto"];
                };
            };
            /** @description `VALIDATION_FAILED` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED`
             *
             *     `POLICY_VIOLATION`
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `CONFLICT` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    getUserDataPolicy: {
        parameters: {
            query?: never;
            header?: {
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the user. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserDataPolicyDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    putUserDataPolicy: {
        parameters: {
            query?: never;
            header?: {
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the user. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetDataPolicyDto"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserDataPolicyDto"];
                };
            };
            /** @description `VALIDATION_FAILED`, `MALFORMED_BODY` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED`
             *
             *     `POLICY_VIOLATION`
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    inviteUserAgain: {
        parameters: {
            query?: never;
            header?: {
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the user. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The mail is on its way. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED`
             *
             *     `INSUFFICIENT_PERMISSIONS`, `POLICY_VIOLATION`
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `CONFLICT` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    getPreferences: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag that you have; 304 when it is still current. */
                "If-None-Match"?: string;
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the user. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description The version in quotes. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreferencesDto"];
                };
            };
            /** @description You have the current version. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    putPreferences: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version to change; a stale one is 412. */
                "If-Match"?: string;
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the user. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PreferencesFieldsDto"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description The version in quotes. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreferencesDto"];
                };
            };
            /** @description `VALIDATION_FAILED`, `MALFORMED_BODY` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED`
             *
             *     `POLICY_VIOLATION`
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `PRECONDITION_FAILED` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNKNOWN_REFERENCE` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    listWebhookEndpoints: {
        parameters: {
            query?: {
                /** @description `page.nextCursor` of the page before. */
                cursor?: string;
                /** @description Most rows of one page. */
                limit?: number;
            };
            header?: {
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpointPageDto"];
                };
            };
            /** @description `VALIDATION_FAILED` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    createWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: {
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateWebhookEndpointDto"];
            };
        };
        responses: {
            /** @description It was created. */
            201: {
                headers: {
                    /** @description The version in quotes. */
                    ETag?: string;
                    /** @description Its path. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpointDto"];
                };
            };
            /** @description `VALIDATION_FAILED`, `MALFORMED_BODY`, `LIMIT_EXCEEDED` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED`
             *
             *     `POLICY_VIOLATION`
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    getWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag that you have; 304 when it is still current. */
                "If-None-Match"?: string;
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the webhook endpoint. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description The version in quotes. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpointDto"];
                };
            };
            /** @description You have the current version. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    deleteWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version to change; a stale one is 412. */
                "If-Match"?: string;
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the webhook endpoint. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED`
             *
             *     `POLICY_VIOLATION`
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `PRECONDITION_FAILED` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    updateWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version to change; a stale one is 412. */
                "If-Match"?: string;
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the webhook endpoint. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateWebhookEndpointDto"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description The version in quotes. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpointDto"];
                };
            };
            /** @description `VALIDATION_FAILED`, `MALFORMED_BODY` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED`
             *
             *     `POLICY_VIOLATION`
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `PRECONDITION_FAILED` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    listWebhookMessages: {
        parameters: {
            query?: {
                /** @description `page.nextCursor` of the page before. */
                cursor?: string;
                /** @description Most rows of one page. */
                limit?: number;
                /** @description Only these. */
                status?: components["schemas"]["WebhookMessageStatus"];
            };
            header?: {
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the webhook endpoint. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookMessagePageDto"];
                };
            };
            /** @description `VALIDATION_FAILED` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED`
             *
             *     `POLICY_VIOLATION`
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    getWebhookMessage: {
        parameters: {
            query?: never;
            header?: {
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the deliverie. */
                deliveryId: string;
                /** @description Id of the webhook endpoint. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookMessageDetailDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED`
             *
             *     `POLICY_VIOLATION`
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    redeliverWebhookMessage: {
        parameters: {
            query?: never;
            header?: {
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the deliverie. */
                deliveryId: string;
                /** @description Id of the webhook endpoint. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was accepted and is being worked on. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookMessageDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED`
             *
             *     `POLICY_VIOLATION`
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `CONFLICT` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    rotateWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version to change; a stale one is 412. */
                "If-Match"?: string;
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the webhook endpoint. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RotateEndpointSecretDto"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description The version in quotes. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpointDto"];
                };
            };
            /** @description `VALIDATION_FAILED`, `MALFORMED_BODY` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED`
             *
             *     `POLICY_VIOLATION`
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `PRECONDITION_FAILED` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    testWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: {
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the webhook endpoint. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was accepted and is being worked on. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookMessageDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED`
             *
             *     `POLICY_VIOLATION`
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `CONFLICT` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    listWebhookSources: {
        parameters: {
            query?: {
                /** @description `page.nextCursor` of the page before. */
                cursor?: string;
                /** @description Most rows of one page. */
                limit?: number;
            };
            header?: {
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookSourcePageDto"];
                };
            };
            /** @description `VALIDATION_FAILED` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    createWebhookSource: {
        parameters: {
            query?: never;
            header?: {
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateWebhookSourceDto"];
            };
        };
        responses: {
            /** @description It was created. */
            201: {
                headers: {
                    /** @description The version in quotes. */
                    ETag?: string;
                    /** @description Its path. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookSourceDto"];
                };
            };
            /** @description `VALIDATION_FAILED`, `MALFORMED_BODY`, `LIMIT_EXCEEDED` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED`
             *
             *     `POLICY_VIOLATION`
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `CONFLICT` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    getWebhookSource: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag that you have; 304 when it is still current. */
                "If-None-Match"?: string;
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the webhook source. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description The version in quotes. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookSourceDto"];
                };
            };
            /** @description You have the current version. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    deleteWebhookSource: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version to change; a stale one is 412. */
                "If-Match"?: string;
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the webhook source. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED`
             *
             *     `POLICY_VIOLATION`
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `PRECONDITION_FAILED` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    updateWebhookSource: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version to change; a stale one is 412. */
                "If-Match"?: string;
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the webhook source. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateWebhookSourceDto"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description The version in quotes. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookSourceDto"];
                };
            };
            /** @description `VALIDATION_FAILED`, `MALFORMED_BODY` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED`
             *
             *     `POLICY_VIOLATION`
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `PRECONDITION_FAILED` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    listWebhookDeliveries: {
        parameters: {
            query?: {
                /** @description `page.nextCursor` of the page before. */
                cursor?: string;
                /** @description Most rows of one page. */
                limit?: number;
                /** @description Only these. */
                status?: components["schemas"]["WebhookDeliveryStatus"];
            };
            header?: {
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the webhook source. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDeliveryPageDto"];
                };
            };
            /** @description `VALIDATION_FAILED` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED`
             *
             *     `POLICY_VIOLATION`
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    getWebhookDelivery: {
        parameters: {
            query?: never;
            header?: {
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the deliverie. */
                deliveryId: string;
                /** @description Id of the webhook source. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDeliveryDetailDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED`
             *
             *     `POLICY_VIOLATION`
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    replayWebhookDelivery: {
        parameters: {
            query?: never;
            header?: {
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the deliverie. */
                deliveryId: string;
                /** @description Id of the webhook source. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It was accepted and is being worked on. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReplayedDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED`
             *
             *     `POLICY_VIOLATION`
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    replayWebhookDeliveries: {
        parameters: {
            query?: never;
            header?: {
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the webhook source. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReplayDeliveriesDto"];
            };
        };
        responses: {
            /** @description It was accepted and is being worked on. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReplayedDto"];
                };
            };
            /** @description `VALIDATION_FAILED`, `MALFORMED_BODY` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED`
             *
             *     `POLICY_VIOLATION`
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    previewWebhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the webhook source. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PreviewWebhookDto"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookPreviewDto"];
                };
            };
            /** @description `VALIDATION_FAILED`, `MALFORMED_BODY`, `LIMIT_EXCEEDED` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED`
             *
             *     `POLICY_VIOLATION`
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    rotateWebhookSource: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version to change; a stale one is 412. */
                "If-Match"?: string;
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the webhook source. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RotateWebhookSecretDto"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description The version in quotes. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookSourceDto"];
                };
            };
            /** @description `VALIDATION_FAILED`, `MALFORMED_BODY` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED`
             *
             *     `POLICY_VIOLATION`
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `CONFLICT` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `PRECONDITION_FAILED` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    receiveWebhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names the delivery (Standard Webhooks). */
                "webhook-id"?: string;
                /** @description `v1,<base64>`, several with spaces between. */
                "webhook-signature"?: string;
                /** @description Seconds since 1970. */
                "webhook-timestamp"?: string;
                /** @description `sha256=<hex>` */
                "x-webhook-signature"?: string;
            };
            path: {
                /** @description Slug of the source. */
                source: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReceivedDto"];
                };
            };
            /** @description `MALFORMED_BODY` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INVALID_SIGNATURE` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `DEPENDENCY_UNAVAILABLE`, `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    createWidget: {
        parameters: {
            query?: never;
            header?: {
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateWidgetDto"];
            };
        };
        responses: {
            /** @description It was created. */
            201: {
                headers: {
                    /** @description The version in quotes. */
                    ETag?: string;
                    /** @description Its path. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WidgetDto"];
                };
            };
            /** @description `VALIDATION_FAILED`, `LIMIT_EXCEEDED`, `MALFORMED_BODY` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNKNOWN_METRIC`, `UNKNOWN_DIMENSION`, `UNKNOWN_REFERENCE` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    getWidget: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag that you have; 304 when it is still current. */
                "If-None-Match"?: string;
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the widget. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description The version in quotes. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WidgetDto"];
                };
            };
            /** @description You have the current version. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    replaceWidget: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version to change; a stale one is 412. */
                "If-Match"?: string;
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the widget. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WidgetFieldsDto"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description The version in quotes. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WidgetDto"];
                };
            };
            /** @description `VALIDATION_FAILED`, `LIMIT_EXCEEDED`, `MALFORMED_BODY` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `PRECONDITION_FAILED` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNKNOWN_METRIC`, `UNKNOWN_DIMENSION` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    deleteWidget: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version to change; a stale one is 412. */
                "If-Match"?: string;
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the widget. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `PRECONDITION_FAILED` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    updateWidget: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version to change; a stale one is 412. */
                "If-Match"?: string;
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the widget. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateWidgetDto"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description The version in quotes. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WidgetDto"];
                };
            };
            /** @description `VALIDATION_FAILED`, `LIMIT_EXCEEDED`, `MALFORMED_BODY` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `PRECONDITION_FAILED` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNKNOWN_METRIC`, `UNKNOWN_DIMENSION` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    getWidgetData: {
        parameters: {
            query?: {
                /** @description AND-ed to the filters of dashboard and widgets: `key:value|value,key:value`, or JSON as in a MetricQuery. */
                filters?: string;
                /** @description Begin of the time range, with `to`, instead of `timerange`. */
                from?: string;
                /** @description Replaces the interval of widgets that have one. */
                interval?: string;
                /** @description Replaces the time range of every widget: `<n>(m|h|d|w|mo|y)`. */
                timerange?: string;
                /**
                 * @deprecated
                 * @description The same as `timerange`.
                 */
                timeRange?: string;
                /** @description Replaces the time zone of every widget; an IANA name. */
                timezone?: string;
                /** @description End of the time range, itself outside of it. */
                to?: string;
            };
            header?: {
                /** @description `no-cache`: compute anew. `max-stale=<seconds>`: an answer so old is good enough. */
                "Cache-Control"?: string;
                /** @description ETag of the answer that you have. */
                "If-None-Match"?: string;
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path: {
                /** @description Id of the widget. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description Seconds since the answer was computed. */
                    Age?: number;
                    /** @description Of the content. */
                    ETag?: string;
                    /** @description Milliseconds that each part took. */
                    "Server-Timing"?: string;
                    /** @description `HIT`: fresh and kept. `MISS`: computed for this request, or for an equal one at the same time. `STALE`: no older than was allowed. */
                    "X-Cache"?: "HIT" | "MISS" | "STALE";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WidgetDataDto"];
                };
            };
            /** @description `If-None-Match` names the answer. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `VALIDATION_FAILED`, `LIMIT_EXCEEDED` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED`, `INVALID_API_KEY`, `API_KEY_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS`, `ENDPOINT_NOT_ALLOWED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `UNKNOWN_METRIC`, `UNKNOWN_DIMENSION` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `QUERY_TIMEOUT`, `OVERLOADED` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    graphqlQuery: {
        parameters: {
            query: {
                /** @description As JSON; passed over. */
                extensions?: string;
                /** @description Which of its operations. */
                operationName?: string;
                /** @description The document. */
                query: string;
                /** @description As JSON. */
                variables?: string;
            };
            header?: {
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was executed, or why it was not. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/graphql-response+json": components["schemas"]["GraphqlResultDto"];
                    "application/json": components["schemas"]["GraphqlResultDto"];
                };
            };
            /** @description `VALIDATION_FAILED`, `MALFORMED_BODY`, `LIMIT_EXCEEDED` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/graphql-response+json": components["schemas"]["GraphqlResultDto"];
                    "application/json": components["schemas"]["GraphqlResultDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, … */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/graphql-response+json": components["schemas"]["GraphqlResultDto"];
                    "application/json": components["schemas"]["GraphqlResultDto"];
                };
            };
            /** @description `ENDPOINT_NOT_ALLOWED`, `INSUFFICIENT_PERMISSIONS` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/graphql-response+json": components["schemas"]["GraphqlResultDto"];
                    "application/json": components["schemas"]["GraphqlResultDto"];
                };
            };
            /** @description `METHOD_NOT_ALLOWED`: a GET that is no query */
            405: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/graphql-response+json": components["schemas"]["GraphqlResultDto"];
                    "application/json": components["schemas"]["GraphqlResultDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/graphql-response+json": components["schemas"]["GraphqlResultDto"];
                    "application/json": components["schemas"]["GraphqlResultDto"];
                };
            };
        };
    };
    graphql: {
        parameters: {
            query?: never;
            header?: {
                /** @description Organization to act in, for super_admin alone. Audited. */
                "X-Organization-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GraphqlRequestDto"] | components["schemas"]["GraphqlRequestDto"][];
            };
        };
        responses: {
            /** @description What was executed, or why it was not. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/graphql-response+json": components["schemas"]["GraphqlResultDto"];
                    "application/json": components["schemas"]["GraphqlResultDto"];
                };
            };
            /** @description `VALIDATION_FAILED`, `MALFORMED_BODY`, `LIMIT_EXCEEDED` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/graphql-response+json": components["schemas"]["GraphqlResultDto"];
                    "application/json": components["schemas"]["GraphqlResultDto"];
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, … */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/graphql-response+json": components["schemas"]["GraphqlResultDto"];
                    "application/json": components["schemas"]["GraphqlResultDto"];
                };
            };
            /** @description `ENDPOINT_NOT_ALLOWED`, `INSUFFICIENT_PERMISSIONS` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/graphql-response+json": components["schemas"]["GraphqlResultDto"];
                    "application/json": components["schemas"]["GraphqlResultDto"];
                };
            };
            /** @description `METHOD_NOT_ALLOWED`: a GET that is no query */
            405: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/graphql-response+json": components["schemas"]["GraphqlResultDto"];
                    "application/json": components["schemas"]["GraphqlResultDto"];
                };
            };
            /** @description `RATE_LIMITED` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/graphql-response+json": components["schemas"]["GraphqlResultDto"];
                    "application/json": components["schemas"]["GraphqlResultDto"];
                };
            };
        };
    };
    getHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is up. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HealthDto"];
                };
            };
        };
    };
    getLiveness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LivenessDto"];
                };
            };
        };
    };
    getReadiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Yes. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReadinessDto"];
                };
            };
            /** @description `SHUTTING_DOWN`, `DEPENDENCY_UNAVAILABLE` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    scrapeMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Counters, gauges and histograms. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description `UNAUTHENTICATED`, `INVALID_TOKEN`, `TOKEN_EXPIRED`, `SESSION_ENDED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `INSUFFICIENT_PERMISSIONS` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
}
