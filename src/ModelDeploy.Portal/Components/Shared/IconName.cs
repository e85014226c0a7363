namespace ModelDeploy.Portal.Components.Shared;

/// <summary>The icons that the portal draws; each has its lines in <see cref="IconPaths"/>.</summary>
public enum IconName
{
    /// <summary>Stacked layers.</summary>
    Deployments,

    /// <summary>Two people.</summary>
    Groups,

    /// <summary>A processor.</summary>
    InstanceTypes,

    /// <summary>One person.</summary>
    User,

    /// <summary>A door with an arrow out.</summary>
    SignOut,

    /// <summary>Three lines.</summary>
    Menu,

    /// <summary>A cross.</summary>
    Close,

    /// <summary>The light theme.</summary>
    Sun,

    /// <summary>The dark theme.</summary>
    Moon,

    /// <summary>Points down.</summary>
    ChevronDown,

    /// <summary>Points right.</summary>
    ChevronRight,

    /// <summary>Two sheets.</summary>
    Copy,

    /// <summary>A tick.</summary>
    Check,

    /// <summary>A tick in a circle.</summary>
    CheckCircle,

    /// <summary>Two arrows round a circle: being worked on.</summary>
    Progress,

    /// <summary>An arrow down to a line: coming to rest.</summary>
    Stopping,

    /// <summary>A square in a circle: at rest.</summary>
    Stopped,

    /// <summary>A triangle with an exclamation mark.</summary>
    Alert,

    /// <summary>An i in a circle.</summary>
    Info,

    /// <summary>A plus.</summary>
    Plus,

    /// <summary>An arrow round a circle.</summary>
    Refresh,

    /// <summary>A pencil.</summary>
    Edit,

    /// <summary>A bin.</summary>
    Delete,

    /// <summary>A triangle that points right.</summary>
    Start,

    /// <summary>A square.</summary>
    Stop,

    /// <summary>An arrow that turns back.</summary>
    RollBack,

    /// <summary>A magnifying glass.</summary>
    Search,

    /// <summary>A clock.</summary>
    History,

    /// <summary>A prompt.</summary>
    Logs,

    /// <summary>An arrow down to a tray.</summary>
    Download,

    /// <summary>An eye.</summary>
    View,

    /// <summary>Two columns with an arrow each way.</summary>
    Compare,

    /// <summary>A paper plane.</summary>
    Send,

    /// <summary>A dotted circle: still to come.</summary>
    Pending,

    /// <summary>Four tiles.</summary>
    Cards,

    /// <summary>Rows under a head.</summary>
    Table,

    /// <summary>Three columns.</summary>
    Columns,

    /// <summary>The portal itself.</summary>
    System,

    /// <summary>A rising line: metrics.</summary>
    Chart,

    /// <summary>Keys of the keyboard.</summary>
    Keyboard,

    /// <summary>Another language.</summary>
    Language,

    /// <summary>A key.</summary>
    Key,

    /// <summary>A notification.</summary>
    Bell,
}
