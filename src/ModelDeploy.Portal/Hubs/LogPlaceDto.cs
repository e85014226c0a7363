using ModelDeploy.Core.Logs;

namespace ModelDeploy.Portal.Hubs;

/// <summary>From where on the browser has one replica's lines.</summary>
/// <param name="Replica">Whose.</param>
/// <param name="Time">The time of the first line that it has.</param>
/// <param name="Count">Which line of that very time it is.</param>
public sealed record LogPlaceDto(string Replica, DateTimeOffset Time, int Count)
{
    /// <summary>The place in the replica's log.</summary>
    public LogPosition ToPosition() => new(Time, Count);
}
