using ModelDeploy.Core.Deployments;
using ModelDeploy.Portal.Components.Deployments.Grid.Listing;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Portal.Tests.Deployments.Grid;

public sealed class DeploymentListTests
{
    private static readonly DeploymentOrder ByUpdate = new(GridColumn.LastUpdated, Descending: true);
    private readonly DeploymentList _list = new();

    [Fact]
    public void Cards_keep_their_place_while_they_change()
    {
        _list.Load([Created("old", minute: 0), Created("new", minute: 5)]);

        Fold(Created("old", minute: 0).WithLastChange(UpdatedAt(60)));

        Assert.Equal(["new", "old"], Shown);
        Assert.False(_list.IsOutOfOrder);
    }

    [Fact]
    public void What_is_new_comes_where_the_order_puts_it()
    {
        _list.Load([Created("a", minute: 0), Created("c", minute: 10)]);

        Fold(Created("b", minute: 5), Created("d", minute: 15));

        Assert.Equal(["d", "c", "b", "a"], Shown);
        Assert.Equal(4, _list.CountsPerPhase[DeploymentPhase.Deploying]);
    }

    [Fact]
    public void What_is_gone_leaves()
    {
        _list.Load([Created("iris", minute: 0)]);

        _list.Fold([new DeploymentChange(new DeploymentKey("iris"), null), new DeploymentChange(new DeploymentKey("unknown"), null)]);

        Assert.Equal(0, _list.Count);
        Assert.Empty(_list.Shown);
        Assert.Equal(0, _list.CountsPerPhase.Values.Sum());
    }

    [Fact]
    public void An_order_that_changes_undo_is_kept_until_somebody_sorts_again()
    {
        Show(new DeploymentFilter(), ByUpdate);
        _list.Load([Created("a", 0).WithLastChange(UpdatedAt(1)), Created("b", 0).WithLastChange(UpdatedAt(2)), Created("c", 0).WithLastChange(UpdatedAt(3))]);

        Fold(Created("a", 0).WithLastChange(UpdatedAt(9)));
        Assert.Equal(["c", "b", "a"], Shown);
        Assert.True(_list.IsOutOfOrder);

        _list.SortAgain();
        Assert.Equal(["a", "c", "b"], Shown);
        Assert.False(_list.IsOutOfOrder);
    }

    [Fact]
    public void An_order_that_comes_true_by_itself_is_not_called_out_of_order_any_more()
    {
        Show(new DeploymentFilter(), ByUpdate);
        _list.Load([Created("a", 0).WithLastChange(UpdatedAt(1)), Created("b", 0).WithLastChange(UpdatedAt(2))]);
        Fold(Created("a", 0).WithLastChange(UpdatedAt(9)));
        Assert.True(_list.IsOutOfOrder);

        _list.Fold([new DeploymentChange(new DeploymentKey("a"), null)]);

        Assert.False(_list.IsOutOfOrder);
    }

    [Fact]
    public void A_change_that_leaves_the_order_true_is_not_called_out_of_order()
    {
        Show(new DeploymentFilter(), ByUpdate);
        _list.Load([Created("a", 0).WithLastChange(UpdatedAt(1)), Created("b", 0).WithLastChange(UpdatedAt(2))]);

        Fold(Created("b", 0).WithLastChange(UpdatedAt(9)));

        Assert.False(_list.IsOutOfOrder);
    }

    [Fact]
    public void What_no_longer_fits_the_filter_leaves_and_what_begins_to_fit_comes()
    {
        Show(new DeploymentFilter { Status = DeploymentPhase.Failed }, DeploymentOrder.Newest);
        _list.Load([Created("a", 0), Failed("b", 1)]);

        Fold(Failed("a", 0), Created("b", 1));

        Assert.Equal(["a"], Shown);
    }

    [Fact]
    public void A_reused_id_is_another_deployment_at_a_place_of_its_own()
    {
        _list.Load([Created("a", 0), Created("b", 1)]);

        Fold(Created("a", 2) with { Uid = Guid.NewGuid() });

        Assert.Equal(["a", "b"], Shown);
        Assert.False(_list.IsOutOfOrder);
    }

    [Fact]
    public void Counts_leave_the_chosen_status_aside_but_not_the_search()
    {
        _list.Load([Created("a", 0), Created("b", 1), Failed("c", 2)]);

        Show(new DeploymentFilter { Status = DeploymentPhase.Failed }, DeploymentOrder.Newest);
        Assert.Equal(2, _list.CountsPerPhase[DeploymentPhase.Deploying]);
        Assert.Equal(1, _list.CountsPerPhase[DeploymentPhase.Failed]);
        Assert.Equal(Enum.GetValues<DeploymentPhase>(), _list.CountsPerPhase.Keys);

        Show(new DeploymentFilter { Search = "nothing" }, DeploymentOrder.Newest);
        Assert.Equal(0, _list.CountsPerPhase.Values.Sum());
    }

    [Fact]
    public void Images_are_offered_once_without_their_versions()
    {
        _list.Load([Created("a", 0), Created("b", 1).WithImage("modeldeploy/iris:2.0"), Created("c", 2).WithImage("acme/housing:1")]);
        Assert.Equal(["acme/housing", "modeldeploy/iris"], _list.Images);

        Fold(Created("c", 2).WithImage("acme/boston"));

        Assert.Equal(["acme/boston", "modeldeploy/iris"], _list.Images);
    }

    /// <summary>Whatever happens in whatever order, the list shows what a fresh one would, only perhaps in another order.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Folding_comes_to_the_same_as_loading(int seed)
    {
        var random = new Random(seed);
        Show(new DeploymentFilter { Status = DeploymentPhase.Failed }, ByUpdate);
        var truth = new Dictionary<string, Deployment>();
        for (var batch = 0; batch < 200; batch++)
        {
            var changes = Enumerable.Range(0, random.Next(1, 6)).Select(_ => $"d{random.Next(20)}").Distinct().Select(id => Step(random, truth, id)).ToList();
            _list.Fold(changes);

            var fresh = new DeploymentList();
            fresh.Show(new DeploymentMatcher(new DeploymentFilter { Status = DeploymentPhase.Failed }, default), ByUpdate);
            fresh.Load(truth.Values);
            Assert.Equal(fresh.CountsPerPhase, _list.CountsPerPhase);
            Assert.Equal(fresh.Shown.Select(deployment => deployment.Id).Order(), Shown.Order());
            Assert.All(_list.Shown, deployment => Assert.Same(truth[deployment.Id], deployment));
        }
        _list.SortAgain();
        Assert.Equal(_list.Shown.Order(ByUpdate), _list.Shown);
    }

    private IEnumerable<string> Shown => _list.Shown.Select(deployment => deployment.Id);

    private void Show(DeploymentFilter filter, DeploymentOrder order) => _list.Show(new DeploymentMatcher(filter, default), order);

    private void Fold(params IEnumerable<Deployment> changed) =>
        _list.Fold([.. changed.Select(deployment => new DeploymentChange(deployment.Key, deployment))]);

    private static DeploymentChange Step(Random random, Dictionary<string, Deployment> truth, string id)
    {
        if (random.Next(5) == 0)
        {
            truth.Remove(id);
            return new DeploymentChange(new DeploymentKey(id), null);
        }
        var minute = random.Next(1000);
        var uid = truth.TryGetValue(id, out var before) ? before.Uid : Guid.NewGuid();
        var after = (random.Next(2) == 0 ? Created(id, minute) : Failed(id, minute)).WithLastChange(UpdatedAt(minute)) with { Uid = uid };
        return new DeploymentChange(after.Key, truth[id] = after);
    }

    private static Deployment Failed(string id, int minute) =>
        Created(id, minute).WithStatus(status => status with { ObservedGeneration = 1, Phase = DeploymentPhase.Failed });

    private static Change UpdatedAt(int minute) => AChange.Of(ChangeAction.Updated).WithTime(AChange.Start.AddMinutes(minute));

    // The same deployment whenever it has the same id.
    private static Deployment Created(string id, int minute) => ADeployment.Named(id) with
    {
        Uid = new Guid(System.Security.Cryptography.MD5.HashData(System.Text.Encoding.UTF8.GetBytes(id))),
        Created = AChange.Of(ChangeAction.Created).WithTime(AChange.Start.AddMinutes(minute)),
    };
}
