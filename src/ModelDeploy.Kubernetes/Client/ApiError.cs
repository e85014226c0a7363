namespace ModelDeploy.Kubernetes.Client;

/// <summary>Why the API server did not do what it was asked, or could not be asked.</summary>
/// <param name="Reason">What kind of refusal it is.</param>
/// <param name="Message">What the server said, or what went wrong on the way; one sentence or more, for people.</param>
/// <param name="Status">The HTTP status, or 0 when there was no answer.</param>
/// <param name="RetryAfter">How long to wait at least before asking again, when the server said so.</param>
/// <param name="Causes">The fields that are at fault, when the server names them (<see cref="ApiReason.Invalid"/>).</param>
public sealed record ApiError(ApiReason Reason, string Message, int Status, TimeSpan? RetryAfter, IReadOnlyList<ApiCause> Causes)
{
    /// <summary>Whether the same question may have another answer in a moment.</summary>
    public bool IsPassing => Reason is ApiReason.Unreachable or ApiReason.TooManyRequests or ApiReason.Unavailable or ApiReason.Timeout;

    /// <summary>Whether it is certain that the server never heard the question.</summary>
    public bool WasNeverAsked { get; init; }

    /// <summary>Whether a write that was answered so may have been done all the same: the answer was lost, or nobody waited for it.</summary>
    public bool MayBeDone => !WasNeverAsked && Reason is (ApiReason.Unreachable or ApiReason.Unavailable or ApiReason.Timeout);

    /// <inheritdoc />
    public override string ToString() => Status == 0 ? Message : $"{Reason} ({Status}): {Message}";
}
