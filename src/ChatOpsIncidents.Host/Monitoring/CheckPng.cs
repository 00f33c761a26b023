using BigGustave;

namespace ChatOpsIncidents.Host.Monitoring;

/// <summary>Draws checks one below the other as a PNG for chat: the line, what was normal, and gaps where nothing was
/// seen.</summary>
internal static class CheckPng
{
    private const int Width = 640;
    private const int Height = 140;
    private const int Edge = 12;
    private const int Depth = 4;
    private static readonly Pixel Frame = new(214, 219, 226);
    private static readonly Pixel Normal = new(30, 125, 75);
    private static readonly Pixel Good = new(47, 111, 222);
    private static readonly Pixel Bad = new(192, 57, 43);

    /// <summary>Draws; null: there is no line to draw.</summary>
    public static byte[]? Of(IReadOnlyList<CheckPicture> pictures)
    {
        var drawn = pictures.Where(picture => picture.IsDrawn).ToArray();
        if (drawn.Length == 0)
            return null;
        var canvas = new byte[Width * Height * drawn.Length * Depth];
        Array.Fill(canvas, byte.MaxValue);
        foreach (var (n, picture) in drawn.Index())
            Draw(canvas, picture, n * Height);
        using var stream = new MemoryStream();
        PngBuilder.FromBgra32Pixels(canvas, Width, Height * drawn.Length, useAlphaChannel: false).Save(stream);
        return stream.ToArray();
    }

    private static void Draw(byte[] canvas, CheckPicture picture, int top)
    {
        const int InnerWidth = Width - (2 * Edge);
        const int InnerHeight = Height - (2 * Edge);
        for (var x = 0; x < Width; x++)
            Dot(canvas, Frame, x, top + Height - 1);
        if (picture.Baseline is { } baseline)
        {
            var y = top + Edge + (int)Math.Round(picture.Height(baseline.Normal, InnerHeight));
            for (var x = Edge; x < Width - Edge; x++)
            {
                if (x / 6 % 2 == 0)
                    Dot(canvas, Normal, x, y);
            }
        }

        (double X, double Y)? before = null;
        foreach (var (n, point) in picture.Points(InnerWidth, InnerHeight).Index())
        {
            var ink = picture.Samples[n].Signal == CheckSignal.OutOfBaseline ? Bad : Good;
            if (point is { } to)
                Line(canvas, ink, before ?? to, to, top);
            before = point;
        }
    }

    private static void Line(byte[] canvas, Pixel ink, (double X, double Y) from, (double X, double Y) to, int top)
    {
        var steps = (int)Math.Max(1, Math.Max(Math.Abs(to.X - from.X), Math.Abs(to.Y - from.Y)));
        for (var step = 0; step <= steps; step++)
        {
            var x = Edge + (int)Math.Round(from.X + ((to.X - from.X) * step / steps));
            var y = top + Edge + (int)Math.Round(from.Y + ((to.Y - from.Y) * step / steps));
            for (var thick = -1; thick <= 1; thick++)
            {
                Dot(canvas, ink, x, y + thick);
                Dot(canvas, ink, x + 1, y + thick);
            }
        }
    }

    // The package takes red first, whatever the name says.
    private static void Dot(byte[] canvas, Pixel ink, int x, int y)
    {
        var at = ((y * Width) + x) * Depth;
        (canvas[at], canvas[at + 1], canvas[at + 2]) = (ink.R, ink.G, ink.B);
    }
}
