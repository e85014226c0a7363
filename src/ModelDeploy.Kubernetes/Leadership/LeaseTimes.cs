namespace ModelDeploy.Kubernetes.Leadership;

/// <summary>
/// The times of a lease. A holder that cannot renew gives up well before others may take over: between the two nobody leads, and
/// never two at once, as long as clocks run at about the same speed.
/// </summary>
internal sealed record LeaseTimes
{
    /// <summary>How long others wait after its last change; whole seconds.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long after its last renewal the holder goes on without another one.</summary>
    public TimeSpan GiveUpAfter { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often the holder renews, and others look.</summary>
    public TimeSpan RenewEvery { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// After how long without a leader people are told. One that ends hands over within seconds, one that is killed within the time of the lease.
    /// </summary>
    public TimeSpan TellAfter { get; init; } = TimeSpan.FromSeconds(30);
}
