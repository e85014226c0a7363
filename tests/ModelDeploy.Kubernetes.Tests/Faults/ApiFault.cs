namespace ModelDeploy.Kubernetes.Tests.Faults;

/// <summary>What goes wrong with one request to an API server.</summary>
internal abstract record ApiFault
{
    private ApiFault() { }

    /// <summary>Another answer than the server's, which never hears of it.</summary>
    public sealed record Answer(int Status, string Body, int? RetryAfter = null) : ApiFault;

    /// <summary>The server hears of it only after this time.</summary>
    public sealed record Late(TimeSpan By) : ApiFault;

    /// <summary>The server does what it is asked, and half of its answer arrives.</summary>
    public sealed record Half : ApiFault;

    /// <summary>The server does what it is asked, and the connection breaks this long after the answer began.</summary>
    public sealed record Cut(TimeSpan After) : ApiFault;

    /// <summary>That a version is too old, as HTTP says it.</summary>
    public static ApiFault Gone { get; } = new Answer(410, Refusal("Expired", 410));

    /// <summary>The same as a watch that has begun says it.</summary>
    public static ApiFault GoneInAWatch { get; } = new Answer(200, $$"""{"type":"ERROR","object":{{Refusal("Expired", 410)}}}""" + "\n");

    /// <summary>Asked too often; again in a second.</summary>
    public static ApiFault TooMany { get; } = new Answer(429, Refusal("TooManyRequests", 429), RetryAfter: 1);

    /// <summary>The server has failed.</summary>
    public static ApiFault Broken { get; } = new Answer(500, Refusal("InternalError", 500));

    /// <summary>The server does not know the kind: its definition was taken away.</summary>
    public static ApiFault UnknownKind { get; } = new Answer(404, "404 page not found\n");

    private static string Refusal(string reason, int code) =>
        $$"""{"kind":"Status","apiVersion":"v1","status":"Failure","reason":"{{reason}}","message":"injected: {{reason}}","code":{{code}}}""";
}
