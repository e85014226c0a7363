using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Deployments;

namespace ModelDeploy.Core.Quotas;

/// <summary>Which deployments to stop so that another one fits.</summary>
public static class RoomFinder
{
    // More pairs than these make would be asked about at every key that somebody types.
    private const int MostForPairs = 30;

    /// <summary>
    /// The smallest sensible set: one deployment where one suffices, else two, else a set of which none can be left out. Among sets of
    /// one size, what the asking person made goes first, then what frees least. Empty when stopping all of them would not help.
    /// </summary>
    /// <param name="candidates">Running deployments that hold some quota.</param>
    /// <param name="asking">Who would stop them.</param>
    /// <param name="fitsWithout">Whether the other one fits once these are stopped; stopping more never hurts.</param>
    public static IReadOnlyList<Deployment> SmallestSet(
        IEnumerable<Deployment> candidates, PersonKey asking, Func<IReadOnlyCollection<Deployment>, bool> fitsWithout)
    {
        Deployment[] ordered =
        [
            .. candidates.OrderBy(candidate => candidate.Created.By.Key != asking)
                .ThenBy(candidate => candidate.Status.Grant!.Total.Gpu)
                .ThenBy(candidate => candidate.Status.Grant!.Total.Cpu)
                .ThenBy(candidate => candidate.Status.Grant!.Total.Memory)
                .ThenBy(candidate => candidate.Id, StringComparer.Ordinal),
        ];
        if (ordered.Length == 0 || !fitsWithout(ordered))
            return [];
        foreach (var one in ordered)
        {
            if (fitsWithout([one]))
                return [one];
        }
        return Pair(ordered, fitsWithout) ?? Pruned(ordered, asking, fitsWithout);
    }

    private static IReadOnlyList<Deployment>? Pair(Deployment[] ordered, Func<IReadOnlyCollection<Deployment>, bool> fitsWithout)
    {
        if (ordered.Length > MostForPairs)
            return null;
        for (var second = 1; second < ordered.Length; second++)
        {
            for (var first = 0; first < second; first++)
            {
                if (fitsWithout([ordered[first], ordered[second]]))
                    return [ordered[first], ordered[second]];
            }
        }
        return null;
    }

    /// <summary>Leaves out one after the other, those of other people and the smallest first, as long as the rest suffices.</summary>
    private static List<Deployment> Pruned(Deployment[] ordered, PersonKey asking, Func<IReadOnlyCollection<Deployment>, bool> fitsWithout)
    {
        List<Deployment> kept = [.. ordered];
        foreach (var candidate in ordered.OrderBy(candidate => candidate.Created.By.Key == asking))
        {
            kept.Remove(candidate);
            if (!fitsWithout(kept))
                kept.Add(candidate);
        }
        return kept;
    }
}
