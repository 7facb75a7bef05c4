/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-product-picture"

#include "config.h"

#include "bo-product-picture.h"

#include "bo-image-size.h"

#define HEIGHT 112 /* pixels of the screen */
/* Pixels of a side that is kept: enough for a screen of twice the density. */
#define SIDE_MAX 480
/* What a camera takes; unpacked it is 100 MB for a moment. */
#define PIXELS_MAX 25000000

struct _BoProductPicture
{
  AdwBin parent_instance;

  BoCommander  *commander;   /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) (nullable): of the picture that is being loaded */
  GtkPicture   *picture;     /* (not owned): descendant */
  gint64        product_id;  /* 0: none */
};

G_DEFINE_FINAL_TYPE (BoProductPicture, bo_product_picture, ADW_TYPE_BIN)

/* Unpacking, on a thread */

static void
size_prepared_cb (GdkPixbufLoader *loader,
                  int              width,
                  int              height,
                  gpointer         user_data)
{
  double scale = MIN (1, (double) SIDE_MAX / MAX (MAX (width, height), 1));

  gdk_pixbuf_loader_set_size (loader, MAX ((int) (width * scale), 1), MAX ((int) (height * scale), 1));
}

static GdkTexture *
create_texture (GdkPixbuf *pixbuf)
{
  g_autoptr (GBytes) pixels = gdk_pixbuf_read_pixel_bytes (pixbuf);

  return gdk_memory_texture_new (gdk_pixbuf_get_width (pixbuf), gdk_pixbuf_get_height (pixbuf),
                                 gdk_pixbuf_get_has_alpha (pixbuf) ? GDK_MEMORY_R8G8B8A8 : GDK_MEMORY_R8G8B8, pixels,
                                 (gsize) gdk_pixbuf_get_rowstride (pixbuf));
}

/* Returns: (transfer full) (nullable): %NULL when it is no picture that can be shown */
static GdkTexture *
unpack (GBytes *bytes)
{
  g_autoptr (GdkPixbufLoader) loader = NULL;
  gsize         length;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  guint         width, height;
  gboolean      done;

  if (!bo_image_measure (data, length, &width, &height) || (guint64) width * height > PIXELS_MAX)
    return NULL;
  loader = gdk_pixbuf_loader_new ();
  g_signal_connect (loader, "size-prepared", G_CALLBACK (size_prepared_cb), NULL);
  done = gdk_pixbuf_loader_write_bytes (loader, bytes, NULL);
  /* What was cut off may still be shown as far as it came. */
  done = gdk_pixbuf_loader_close (loader, NULL) && done;

  return done && gdk_pixbuf_loader_get_pixbuf (loader) != NULL ? create_texture (gdk_pixbuf_loader_get_pixbuf (loader))
                                                               : NULL;
}

static void
unpack_thread (GTask        *task,
               gpointer      source_object,
               gpointer      task_data,
               GCancellable *cancellable)
{
  g_task_return_pointer (task, unpack (task_data), g_object_unref);
}

/* Showing */

static void
show_texture (BoProductPicture *self,
              GdkTexture       *texture)
{
  gtk_picture_set_paintable (self->picture, GDK_PAINTABLE (texture));
  gtk_widget_set_visible (GTK_WIDGET (self), texture != NULL);
}

static void
unpacked_cb (GObject      *source_object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = g_task_propagate_pointer (G_TASK (result), &error);

  /* Cancelled: another product is shown, or none. */
  if (error == NULL)
    show_texture (BO_PRODUCT_PICTURE (source_object), texture);
}

static void
loaded_cb (GObject      *source_object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (BoProductPicture) self = user_data;
  g_autoptr (GBytes) bytes = bo_sync_load_image_finish (BO_SYNC (source_object), result, NULL);
  g_autoptr (GTask) task = NULL;

  if (bytes == NULL || self->cancellable == NULL)
    return;
  task = g_task_new (self, self->cancellable, unpacked_cb, NULL);
  g_task_set_source_tag (task, unpack_thread);
  g_task_set_task_data (task, g_steal_pointer (&bytes), (GDestroyNotify) g_bytes_unref);
  g_task_run_in_thread (task, unpack_thread);
}

static void
stop (BoProductPicture *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
load (BoProductPicture *self)
{
  BoSync *sync = self->commander != NULL ? bo_commander_get_sync (self->commander) : NULL;

  stop (self);
  show_texture (self, NULL);
  if (sync == NULL || self->product_id == 0)
    return;
  self->cancellable = g_cancellable_new ();
  bo_sync_load_image_async (sync, self->product_id, self->cancellable, loaded_cb, g_object_ref (self));
}

/* What is under way holds a reference: this comes before dispose. */
static void
bo_product_picture_unroot (GtkWidget *widget)
{
  stop (BO_PRODUCT_PICTURE (widget));

  GTK_WIDGET_CLASS (bo_product_picture_parent_class)->unroot (widget);
}

static void
bo_product_picture_dispose (GObject *object)
{
  BoProductPicture *self = BO_PRODUCT_PICTURE (object);

  stop (self);
  g_clear_object (&self->commander);

  G_OBJECT_CLASS (bo_product_picture_parent_class)->dispose (object);
}

static void
bo_product_picture_class_init (BoProductPictureClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bo_product_picture_dispose;
  GTK_WIDGET_CLASS (klass)->unroot = bo_product_picture_unroot;
}

static void
bo_product_picture_init (BoProductPicture *self)
{
  GtkWidget *clamp = adw_clamp_new ();

  self->picture = GTK_PICTURE (gtk_picture_new ());
  gtk_picture_set_content_fit (self->picture, GTK_CONTENT_FIT_SCALE_DOWN);
  /* As high as that, however many pixels it has. */
  gtk_widget_set_size_request (GTK_WIDGET (self->picture), -1, HEIGHT);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (clamp), GTK_ORIENTATION_VERTICAL);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), HEIGHT);
  adw_clamp_set_child (ADW_CLAMP (clamp), GTK_WIDGET (self->picture));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  adw_bin_set_child (ADW_BIN (self), clamp);
}

void
bo_product_picture_set_commander (BoProductPicture *self,
                                  BoCommander      *commander)
{
  g_return_if_fail (BO_IS_PRODUCT_PICTURE (self));
  g_return_if_fail (self->commander == NULL);

  g_set_object (&self->commander, commander);
  g_signal_connect_object (commander, "notify::sync", G_CALLBACK (load), self, G_CONNECT_SWAPPED);
}

/**
 * bo_product_picture_set_product:
 * @self: a #BoProductPicture
 * @product_id: whose picture to show; 0 shows none
 * @name: (nullable): what it shows, for who does not see it
 */
void
bo_product_picture_set_product (BoProductPicture *self,
                                gint64            product_id,
                                const char       *name)
{
  g_return_if_fail (BO_IS_PRODUCT_PICTURE (self));

  gtk_picture_set_alternative_text (self->picture, name);
  if (self->product_id == product_id)
    return;
  self->product_id = product_id;
  load (self);
}
