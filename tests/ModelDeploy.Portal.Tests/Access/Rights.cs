using static ModelDeploy.Portal.Tests.Access.Gets;

namespace ModelDeploy.Portal.Tests.Access;

/// <summary>What each standing gets, in the order of <see cref="Standing"/>: of their own group, and of a foreign one.</summary>
internal sealed record Rights(Gets[] Own, Gets[] Foreign)
{
    /// <summary>One deployment, for whoever may see it.</summary>
    public static readonly Rights Deployment = new([MustSignIn, NotFound, Sees, Sees, Sees], [MustSignIn, NotFound, NotFound, NotFound, Sees]);

    /// <summary>A list of what each may see.</summary>
    public static readonly Rights List = new([MustSignIn, Nothing, Sees, Sees, Sees], [MustSignIn, Nothing, Nothing, Nothing, Sees]);

    /// <summary>A list of what each manages.</summary>
    public static readonly Rights ManagedList = new([MustSignIn, Nothing, Nothing, Sees, Sees], [MustSignIn, Nothing, Nothing, Nothing, Sees]);

    /// <summary>What whoever manages at least one group may know.</summary>
    public static readonly Rights Managers = Same(MustSignIn, Nothing, Nothing, Sees, Sees);

    /// <summary>Managing a group.</summary>
    public static readonly Rights GroupAdmins = new([MustSignIn, NotFound, Forbidden, Sees, Sees], [MustSignIn, NotFound, NotFound, NotFound, Sees]);

    /// <summary>Making and unmaking a group's administrators.</summary>
    public static readonly Rights Appointment = new([MustSignIn, NotFound, Forbidden, Forbidden, Sees], [MustSignIn, NotFound, NotFound, NotFound, Sees]);

    /// <summary>What changes the platform, or tells of all of it.</summary>
    public static readonly Rights SystemAdmins = Same(MustSignIn, Forbidden, Forbidden, Forbidden, Sees);

    /// <summary>What only system administrators find something in.</summary>
    public static readonly Rights SystemKnowledge = Same(MustSignIn, Nothing, Nothing, Nothing, Sees);

    /// <summary>The same, told as what does not exist.</summary>
    public static readonly Rights SystemSecret = Same(MustSignIn, NotFound, NotFound, NotFound, Sees);

    /// <summary>Everybody who is signed in.</summary>
    public static readonly Rights SignedIn = Same(MustSignIn, Sees, Sees, Sees, Sees);

    /// <summary>Everybody who is signed in, and nobody anything of somebody else.</summary>
    public static readonly Rights OthersThings = Same(MustSignIn, Nothing, Nothing, Nothing, Nothing);

    /// <summary>The same, told as what does not exist.</summary>
    public static readonly Rights OthersSecrets = Same(MustSignIn, NotFound, NotFound, NotFound, NotFound);

    /// <summary>Everybody.</summary>
    public static readonly Rights Everybody = Same(Sees, Sees, Sees, Sees, Sees);

    /// <summary>A form that is not ours.</summary>
    public static readonly Rights WithoutForm = Same(MustSignIn, Refused, Refused, Refused, Refused);

    /// <summary>The same, where nobody needs to be signed in.</summary>
    public static readonly Rights NoFormOfOurs = Same(Refused, Refused, Refused, Refused, Refused);

    /// <summary>Nobody without what is asked for, whoever they are to the portal.</summary>
    public static readonly Rights KeyHolders = Same(MustSignIn, MustSignIn, MustSignIn, MustSignIn, MustSignIn);

    /// <summary>What this one gets there.</summary>
    public Gets Of(Standing standing, Place place) => (place is Place.Own ? Own : Foreign)[(int)standing];

    private static Rights Same(params Gets[] everywhere) => new(everywhere, everywhere);
}
