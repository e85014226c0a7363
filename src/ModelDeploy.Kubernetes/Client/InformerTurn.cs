namespace ModelDeploy.Kubernetes.Client;

/// <summary>What came of listing or watching once, and how soon to ask again. Pure.</summary>
/// <param name="Version">Where to go on from; null to list anew.</param>
/// <param name="Error">Why it ended; null when that was nobody's fault.</param>
/// <param name="Served">Whether it was of use: a watch that has told something, or could have for a while.</param>
/// <param name="IsWatch">Whether it was a watch.</param>
/// <param name="HasBegun">Whether it was a watch that could be opened.</param>
internal sealed record InformerTurn(string? Version, ApiError? Error, bool Served, bool IsWatch, bool HasBegun)
{
    private const int BreaksUntilTrouble = 4;
    private static readonly TimeSpan AWhile = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    /// <summary>The turn that listing was.</summary>
    public static InformerTurn Listing(string? version, ApiError? error) => new(version, error, Served: false, IsWatch: false, HasBegun: false);

    /// <summary>The turn that watching was.</summary>
    /// <param name="version">Where to go on from; null to list anew.</param>
    /// <param name="error">Why it ended; null when the server just ended it.</param>
    /// <param name="hasTold">Whether it told anything.</param>
    /// <param name="lasted">How long it was open; null when it could not be opened.</param>
    public static InformerTurn Watching(string? version, ApiError? error, bool hasTold, TimeSpan? lasted) =>
        new(version, error, hasTold || lasted >= AWhile, IsWatch: true, HasBegun: lasted is not null);

    /// <summary>
    /// How many turns in a row have been of no use after this one. A list that goes well does not end the row: a server that lists and
    /// cannot be watched from there (410 again and again) would be asked for everything without a pause.
    /// </summary>
    public int FailuresAfter(int before) => this switch
    {
        { Served: true, Error: null } => 0,
        { Served: true } => 1,
        { IsWatch: false, Error: null } => before,
        _ => before + 1,
    };

    /// <summary>Whether it is trouble, of which people hear: a watch that breaks off is none, but where the next cannot be opened or breaks too.</summary>
    /// <param name="failures">How many in a row have been of no use, this one included.</param>
    public bool IsTrouble(int failures) => Error is not null && !(HasBegun && Error.IsPassing && failures < BreaksUntilTrouble);

    /// <summary>How long to wait before the next turn.</summary>
    /// <param name="failures">How many in a row have been of no use, this one included.</param>
    public TimeSpan PauseBeforeNext(int failures) => Error switch
    {
        null => IsWatch ? BackOff.After(failures) : TimeSpan.Zero,
        { Reason: ApiReason.Expired } => BackOff.After(failures - 1),
        { RetryAfter: { } asked } when asked > BackOff.After(failures) => asked < LongestPause ? asked : LongestPause,
        _ => BackOff.After(failures),
    };
}
