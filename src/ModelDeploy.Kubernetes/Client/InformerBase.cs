using Microsoft.Extensions.Logging;

namespace ModelDeploy.Kubernetes.Client;

/// <summary>What all informers have, whatever they follow.</summary>
/// <param name="kind">Which kind.</param>
/// <param name="clock">Waits.</param>
/// <param name="logger">Is told when following fails and when it goes on.</param>
public abstract partial class InformerBase(ApiKind kind, TimeProvider clock, ILogger logger)
{
    private readonly TaskCompletionSource _synced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<ApiError> _refused = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private InformerTrouble? _trouble;

    /// <summary>Which kind of objects it follows.</summary>
    public ApiKind Kind => kind;

    /// <summary>Ends when everything was listed once.</summary>
    public Task Synced => _synced.Task;

    /// <summary>Ends when the server has refused once, for a reason that does not pass by itself.</summary>
    public Task<ApiError> Refused => _refused.Task;

    /// <summary>Why the cluster cannot be followed; null while it is.</summary>
    public InformerTrouble? Trouble => Volatile.Read(ref _trouble);

    /// <summary>Called when the trouble begins and when it ends.</summary>
    public Action OnTrouble { get; set; } = static () => { };

    /// <summary>Waits.</summary>
    protected TimeProvider Clock => clock;

    /// <summary>Follows until cancelled.</summary>
    public abstract Task RunAsync(CancellationToken stop);

    /// <summary>Everything was listed.</summary>
    protected void NoteSynced() => _synced.TrySetResult();

    /// <summary>What came of asking: an error, or null when it went well.</summary>
    protected void Note(ApiError? error)
    {
        var before = Trouble;
        if (error is null && before is null)
            return;
        Volatile.Write(ref _trouble, error is null or { Reason: ApiReason.Expired } ? null : new InformerTrouble(kind, error, before?.Since ?? clock.GetUtcNow()));
        if (error is { IsPassing: false, Reason: not ApiReason.Expired })
            _refused.TrySetResult(error);
        if ((before is null) == (Trouble is null))
            return;
        if (Trouble is { } trouble)
            Log.Lost(logger, kind.Plural, $"{trouble.Error}");
        else
            Log.Found(logger, kind.Plural);
        OnTrouble();
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The cluster's {Kind} cannot be followed: {Error}. What is known of them stays; it is tried again.")]
        public static partial void Lost(ILogger logger, string kind, string error);

        [LoggerMessage(2, LogLevel.Information, "The cluster's {Kind} are followed again.")]
        public static partial void Found(ILogger logger, string kind);
    }
}
