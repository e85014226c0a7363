using System.Collections.ObjectModel;
using ModelDeploy.Core.Deployments;

namespace ModelDeploy.Portal.Components.Deployments.Grid.Listing;

/// <summary>
/// The deployments behind the page: a snapshot into which batches of changes are folded, and the part of it that is shown.
/// It holds references only, and a batch costs one walk over what is shown: nothing is sorted again, so what somebody reads
/// keeps its place. Used on one circuit only.
/// </summary>
public sealed class DeploymentList
{
    private static readonly Comparer<Deployment> ById = Comparer<Deployment>.Create((x, y) => string.CompareOrdinal(x.Id, y.Id));
    private static readonly DeploymentPhase[] Phases = Enum.GetValues<DeploymentPhase>();

    // Ordered by id, and so searched without an index of its own.
    private readonly List<Deployment> _all = [];
    private readonly List<Deployment> _shown = [];
    private readonly int[] _counts = new int[Phases.Length];
    private DeploymentMatcher _matcher = new(DeploymentFilter.None, default);
    private DeploymentOrder _order = DeploymentOrder.Newest;
    private IReadOnlyList<string>? _images;

    /// <summary>Nothing yet, to be shown newest first.</summary>
    public DeploymentList() => Shown = _shown.AsReadOnly();

    /// <summary>How many there are, whatever the filter.</summary>
    public int Count => _all.Count;

    /// <summary>What the filter shows, in order; follows every change.</summary>
    public ReadOnlyCollection<Deployment> Shown { get; }

    /// <summary>Whether changes have left something shown at a place where sorting would not put it.</summary>
    public bool IsOutOfOrder { get; private set; }

    /// <summary>How many the filter shows per phase, its own phase left aside; every phase is there.</summary>
    public IReadOnlyDictionary<DeploymentPhase, int> CountsPerPhase => Phases.ToDictionary(phase => phase, phase => _counts[(int)phase]);

    /// <summary>Every image without its version, whatever the filter, ordered.</summary>
    public IReadOnlyList<string> Images => _images ??= FindImages();

    /// <summary>Replaces everything.</summary>
    public void Load(IEnumerable<Deployment> snapshot)
    {
        _all.Clear();
        _all.AddRange(snapshot);
        _all.Sort(ById);
        _images = null;
        SortAgain();
    }

    /// <summary>Shows what the matcher says, in this order.</summary>
    public void Show(DeploymentMatcher matcher, DeploymentOrder order)
    {
        (_matcher, _order) = (matcher, order);
        SortAgain();
    }

    /// <summary>Filters and sorts everything anew.</summary>
    public void SortAgain()
    {
        Array.Clear(_counts);
        _shown.Clear();
        foreach (var deployment in _all)
        {
            Tally(deployment, 1);
            if (_matcher.Matches(deployment))
                _shown.Add(deployment);
        }
        _shown.Sort(_order);
        IsOutOfOrder = false;
    }

    /// <summary>
    /// Takes changes over. What changed keeps its place among the others, what is new comes where the order puts it, and what
    /// is gone or no longer asked for leaves.
    /// </summary>
    public void Fold(IReadOnlyList<DeploymentChange> batch)
    {
        var changed = new Dictionary<DeploymentKey, Deployment?>(batch.Count);
        List<Deployment> arrived = [];
        foreach (var (key, after) in batch)
        {
            var before = Replace(key, after);
            changed[key] = after;
            if (after is not null && _matcher.Matches(after) && !(IsSame(before, after) && _matcher.Matches(before!)))
                arrived.Add(after);
        }
        if (TakeOver(changed) || IsOutOfOrder)
            IsOutOfOrder = !IsSorted();
        foreach (var deployment in arrived)
            Insert(deployment);
    }

    private Deployment? Replace(DeploymentKey key, Deployment? after)
    {
        var place = PlaceOf(key);
        var before = place >= 0 ? _all[place] : null;
        if (after is null && place >= 0)
            _all.RemoveAt(place);
        else if (after is not null && place >= 0)
            _all[place] = after;
        else if (after is not null)
            _all.Insert(~place, after);
        Tally(before, -1);
        Tally(after, 1);
        if (before?.Spec.ModelImage != after?.Spec.ModelImage)
            _images = null;
        return before;
    }

    /// <summary>Exchanges what is shown for what it has become. True when something is worth another place now.</summary>
    private bool TakeOver(Dictionary<DeploymentKey, Deployment?> changed)
    {
        var (kept, moved) = (0, false);
        for (var i = 0; i < _shown.Count; i++)
        {
            var before = _shown[i];
            if (!changed.TryGetValue(before.Key, out var after))
                after = before;
            else if (after is null || !IsSame(before, after) || !_matcher.Matches(after))
                continue;
            moved |= _order.Compare(before, after) != 0;
            _shown[kept++] = after;
        }
        _shown.RemoveRange(kept, _shown.Count - kept);
        return moved;
    }

    private void Insert(Deployment deployment)
    {
        var place = _shown.BinarySearch(deployment, _order);
        _shown.Insert(place < 0 ? ~place : place, deployment);
    }

    private void Tally(Deployment? deployment, int by)
    {
        if (deployment is not null && _matcher.MatchesButStatus(deployment))
            _counts[(int)deployment.Phase] += by;
    }

    private int PlaceOf(DeploymentKey key)
    {
        var (from, to) = (0, _all.Count - 1);
        while (from <= to)
        {
            var middle = (from + to) / 2;
            var compared = string.CompareOrdinal(_all[middle].Id, key.Id);
            if (compared == 0)
                return middle;
            if (compared < 0)
                from = middle + 1;
            else
                to = middle - 1;
        }
        return ~from;
    }

    private bool IsSorted()
    {
        for (var i = 1; i < _shown.Count; i++)
        {
            if (_order.Compare(_shown[i - 1], _shown[i]) > 0)
                return false;
        }
        return true;
    }

    private List<string> FindImages()
    {
        var images = new HashSet<string>(StringComparer.Ordinal);
        var known = images.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var deployment in _all)
            known.Add(ImageNames.WithoutVersion(deployment.Spec.ModelImage));
        return [.. images.Order(StringComparer.Ordinal)];
    }

    /// <summary>An id can be used again: then it is another deployment.</summary>
    private static bool IsSame(Deployment? before, Deployment after) => before?.Uid == after.Uid;
}
