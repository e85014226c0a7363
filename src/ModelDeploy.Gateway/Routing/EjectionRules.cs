namespace ModelDeploy.Gateway.Routing;

/// <summary>When a replica is taken out of rotation, and for how long.</summary>
/// <param name="Failures">So many failed calls in a row take it out; at least one.</param>
/// <param name="Shortest">How long the first time.</param>
/// <param name="Longest">Each further time is twice as long as the one before, up to this.</param>
internal readonly record struct EjectionRules(int Failures, TimeSpan Shortest, TimeSpan Longest)
{
    // Twice as often doubled, the shortest rest of a second is longer than the longest that can be set.
    private const int MostDoublings = 20;

    /// <summary>How long a replica rests that is taken out for the <paramref name="ejection"/>th time in a row.</summary>
    public TimeSpan RestOf(int ejection)
    {
        var rest = Shortest * (1 << Math.Min(ejection - 1, MostDoublings));
        return rest < Longest ? rest : Longest;
    }
}
