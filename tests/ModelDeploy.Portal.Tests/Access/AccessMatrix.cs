namespace ModelDeploy.Portal.Tests.Access;

/// <summary>
/// Who gets what: the rules of people as a table. A page, an HTTP route, a hub method or a command that is not in it fails
/// <see cref="AccessMatrixTests"/>.
/// </summary>
internal static class AccessMatrix
{
    private const string AnyHeading = "<h1";

    /// <summary>By the route of <c>@page</c>. A page that is asked of no deployment shows nothing of a group by not naming it.</summary>
    public static IReadOnlyList<AccessRow> Pages { get; } =
    [
        new("/deployments", Rights.List),
        new("/deployments/create", Rights.List),
        new("/deployments/{Id}", Rights.Deployment),
        new("/deployments/{Id}", Rights.Deployment, Subject.Private, "private"),
        new("/deployments/{Id}", Rights.Deployment, Subject.Deleted, "deleted"),
        new("/deployments/{Id}/edit", Rights.Deployment),
        new("/groups", Rights.List),
        new("/instance-types", Rights.List),
        new("/overview", Rights.ManagedList),
        new("/audit", Rights.List),
        new("/audit/events", Rights.ManagedList),
        new("/people", Rights.SystemKnowledge) { Mark = AccessPortal.Login },
        new("/system", Rights.SystemKnowledge) { Mark = "modeldeploy.db" },
        new("/tokens", Rights.SignedIn) { Mark = AnyHeading },
        new("/shortcuts", Rights.SignedIn) { Mark = AnyHeading },
        new("/not-found", Rights.SignedIn) { Mark = AnyHeading },
        new("/error", Rights.Everybody) { Mark = AnyHeading },
    ];

    /// <summary>By methods and pattern, as the host maps them. Programs come with a personal token where the pattern begins with <c>/api</c>.</summary>
    public static IReadOnlyList<AccessRow> Routes { get; } =
    [
        new("GET /", Rights.SignedIn) { Through = 302 },
        new("* /healthz", Rights.Everybody),
        new("* /readyz", Rights.Everybody),
        new("GET /metrics", Rights.SystemAdmins),
        new("GET /sign-in", Rights.Everybody),
        new("POST /sign-in/password", Rights.NoFormOfOurs),
        new("GET /password", Rights.SignedIn) { Through = 303 },
        new("POST /password", Rights.SignedIn) { Through = 303 },
        new("POST /sign-out", Rights.WithoutForm),
        new("GET /deployments/{id}/logs.txt", Rights.Deployment),
        new("GET /deployments/{id}/history.json", Rights.Deployment),
        new("GET /deployments/{id}/history.json", Rights.Deployment, Subject.Deleted, "deleted"),
        new("GET /audit.json", Rights.List),
        new("GET /audit.csv", Rights.List),
        new("GET /audit/events.jsonl", Rights.ManagedList),
        new("GET /api/v1/deployments", Rights.List),
        new("GET /api/v1/deployments/{id}", Rights.Deployment),
        new("GET /api/v1/deployments/{id}/logs", Rights.Deployment),
        new("* /hubs/logs/negotiate", Rights.SignedIn) { Method = "POST" },
        new("* /hubs/logs", Rights.SignedIn) { Through = 400 },
        new("* /_blazor/negotiate", Rights.SignedIn) { Method = "POST" },
        new("* /_blazor", Rights.SignedIn) { Through = 400 },
        new("* /_blazor/disconnect/", Rights.SignedIn) { Method = "POST", Through = 400 },
        new("* /_blazor/initializers/", Rights.SignedIn),
        new("GET /_framework/opaque-redirect", Rights.SignedIn) { Through = 400 },
        // Files of the build are everybody's; this is where those end that are not there.
        new("GET /{**path:file}", Rights.SignedIn) { Through = 404 },
        new("HEAD /{**path:file}", Rights.SignedIn) { Through = 404 },
        // The data path knows no people: who may call is said by the deployment, and 401 and 503 tell that it is there.
        new("* /deployment/{id}/{**path}", Rights.Everybody, Subject.Public, "public"),
        new("* /deployment/{id}/{**path}", Rights.KeyHolders, Subject.Private, "private, without a key"),
    ];

    /// <summary>By class and method.</summary>
    public static IReadOnlyList<AccessRow> HubMethods { get; } =
    [
        new("LogsHub.Follow", Rights.Deployment),
        new("LogsHub.Older", Rights.Deployment),
    ];

    /// <summary>By class and method; how each is asked is said in <see cref="AskedCommands"/>. Nobody who is signed out is a viewer.</summary>
    public static IReadOnlyList<AccessRow> Commands { get; } =
    [
        new("DeploymentCommands.CreateAsync", Rights.Deployment),
        new("DeploymentCommands.UpdateAsync", Rights.Deployment, Subject.Private),
        new("DeploymentCommands.StopAsync", Rights.Deployment, Subject.Private),
        new("DeploymentCommands.StartAsync", Rights.Deployment, Subject.Private),
        new("DeploymentCommands.RollBackAsync", Rights.Deployment, Subject.Private),
        new("DeploymentCommands.DeleteAsync", Rights.Deployment, Subject.Private),
        new("DeploymentCommands.WhyIdUnusableAsync", Rights.SignedIn),
        new("DeploymentCommands.ForeseeAsync", Rights.Deployment),
        new("ClientKeyCommands.AddAsync", Rights.Deployment, Subject.Private),
        new("ClientKeyCommands.RotateAsync", Rights.Deployment, Subject.Private),
        new("ClientKeyCommands.RevokeKeyAsync", Rights.Deployment, Subject.Private),
        new("ClientKeyCommands.RemoveAsync", Rights.Deployment, Subject.Private),
        new("GroupCommands.CreateAsync", Rights.SystemAdmins),
        new("GroupCommands.UpdateAsync", Rights.SystemAdmins),
        new("GroupCommands.DeleteAsync", Rights.SystemAdmins),
        new("GroupCommands.SetModelDeploymentAsync", Rights.GroupAdmins),
        new("GroupCommands.SetMemberAsync", Rights.GroupAdmins),
        new("GroupCommands.SetMemberAsync", Rights.Appointment, Case: "as administrator"),
        new("GroupCommands.RemoveMemberAsync", Rights.GroupAdmins),
        new("GroupCommands.RemoveMemberAsync", Rights.Appointment, Case: "an administrator"),
        new("GroupCommands.CandidatesAsync", Rights.Managers),
        new("InstanceTypeCommands.SaveAsync", Rights.SystemAdmins),
        new("InstanceTypeCommands.DeleteAsync", Rights.SystemAdmins),
        new("ApiTokens.CreateAsync", Rights.SignedIn),
        new("ApiTokens.ListAsync", Rights.SignedIn, Case: "their own"),
        new("ApiTokens.ListAsync", Rights.OthersThings, Case: "somebody else's"),
        new("ApiTokens.RevokeAsync", Rights.SignedIn, Case: "their own"),
        new("ApiTokens.RevokeAsync", Rights.OthersSecrets, Case: "somebody else's"),
        new("LocalAccounts.ListAsync", Rights.SystemKnowledge),
        new("LocalAccounts.AddAsync", Rights.SystemAdmins),
        new("LocalAccounts.EditAsync", Rights.SystemAdmins),
        new("LocalAccounts.ResetPasswordAsync", Rights.SystemAdmins),
        new("LocalAccounts.SetDisabledAsync", Rights.SystemAdmins),
        new("Departure.DeleteAsync", Rights.SystemAdmins),
        new("OwnPassword.ChangeAsync", Rights.OthersSecrets, Case: "without one"),
        new("DeploymentFeed.Find", Rights.Deployment),
        new("DeploymentFeed.FindAsync", Rights.Deployment),
        new("DeploymentFeed.List", Rights.List),
        new("DeploymentFeed.SubscribeAsync", Rights.List),
        new("HistoryReader.ReadAsync", Rights.Deployment),
        new("HistoryReader.ReadAsync", Rights.Deployment, Subject.Deleted, "deleted"),
        new("HistoryReader.FindRevisionAsync", Rights.Deployment),
        new("HistoryReader.ReadAllAsync", Rights.Deployment),
        new("HistoryReader.FindDeletedAsync", Rights.Deployment, Subject.Deleted),
        new("HistoryReader.SearchAsync", Rights.List),
        new("HistoryReader.SearchAsync", Rights.List, Case: "by group"),
        new("HistoryReader.SearchAllAsync", Rights.List),
        new("AuditReader.MayRead", Rights.Managers),
        new("AuditReader.SearchAsync", Rights.ManagedList),
        new("AuditReader.SearchAllAsync", Rights.ManagedList),
        new("LogFollower.OpenAsync", Rights.Deployment),
        new("LogFollower.ListAsync", Rights.Deployment),
        new("LogArchive.ReadPageAsync", Rights.Deployment),
        new("LogArchive.ReadAllAsync", Rights.Deployment),
        new("UsageReader.ReadAsync", Rights.List),
        new("UsageRecorder.HistoryOf", Rights.List),
        new("TrafficReader.HistoryOf", Rights.Deployment),
        new("TrafficReader.RequestsPerMinuteOf", Rights.Deployment),
        new("TrafficReader.CountersOf", Rights.Deployment),
        new("TrafficReader.ClientsOf", Rights.Deployment, Subject.Private),
        new("TrafficReader.OverviewOf", Rights.ManagedList),
        new("ImageSuggestions.For", Rights.List),
        new("FormChoicesReader.ReadAsync", Rights.List),
        new("FormChoicesReader.Follow", Rights.List),
        new("SystemReader.ReadAsync", Rights.SystemSecret),
    ];
}
